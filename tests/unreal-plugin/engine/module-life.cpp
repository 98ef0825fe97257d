#include "scenario.h"

#include "AvatarTrackerModule.h"
#include "Containers/Ticker.h"
#include "Features/IModularFeatures.h"
#include "Framework/Docking/TabManager.h"
#include "IWebSocket.h"
#include "LiveLink/LivePreview.h"
#include "Sidecar/SidecarService.h"
#include "ToolMenus.h"

using namespace scenario;

namespace
{
std::size_t CountEntries()
{
	std::size_t Count = 0;
	for (const auto& Menu : UToolMenus::Get()->StubMenus)
	{
		for (const auto& Section : Menu->StubSections) Count += Section->StubEntries.size();
	}
	return Count;
}

/** Everything that a plugin can leave behind in the engine. */
std::string Traces()
{
	const IModularFeatures& Features = IModularFeatures::Get();
	return "callbacks " + std::to_string(UToolMenus::Get()->StubCallbacks.size())
		+ ", entries " + std::to_string(CountEntries())
		+ ", tabs " + std::to_string(FGlobalTabmanager::Get()->StubSpawners.size())
		+ ", styles " + std::to_string(Stub::GetWorld().Styles.size())
		+ ", tickers " + std::to_string(FTSTicker::GetCoreTicker().StubTickers.size())
		+ ", features " + std::to_string(Features.StubRegistered.StubCalls.size() + Features.StubUnregistered.StubCalls.size());
}
}

SCENARIO(ModuleUndoesItsStartup)
{
	const FakeSidecar Sidecar;
	EXPECT_SAME(Traces(), "callbacks 0, entries 0, tabs 0, styles 0, tickers 0, features 0");
	for (int Round = 0; Round < 2; ++Round)
	{
		const Editor Editor;
		for (const auto& Callback : UToolMenus::Get()->StubCallbacks) Callback.Execute();
		EXPECT_SAME(Traces(), "callbacks 1, entries 1, tabs 1, styles 1, tickers 1, features 2");
	}
	EXPECT_SAME(Traces(), "callbacks 0, entries 0, tabs 0, styles 0, tickers 0, features 0");
}

SCENARIO(ToolbarButtonOpensThePanel)
{
	const FakeSidecar Sidecar;
	const Editor Editor;
	UToolMenus::Get()->StubCallbacks.front().Execute();
	const UToolMenu& Menu = *UToolMenus::Get()->StubMenus.front();
	EXPECT_SAME(Menu.StubName.ToString(), "LevelEditor.LevelEditorToolBar.User");
	const FToolMenuEntry& Button = *Menu.StubSections.front()->StubEntries.front();
	EXPECT_SAME(Button.StubLabel.Get(), "Track Video");
	EXPECT(Editor.Module().GetService().GetState() == EServiceState::Off);
	// nothing of the sidecar runs before the panel is opened
	EXPECT(Sidecar.Starts().empty());
	Button.StubAction.Execute();
	EXPECT(Editor.Module().GetService().GetState() == EServiceState::Starting);
}

SCENARIO(ShutdownInTheMiddleOfEverything)
{
	const FakeSidecar Sidecar;
	Stub::SetLiveLink(true);
	std::weak_ptr<IWebSocket> Socket;
	{
		Editor Editor;
		Editor.Module().GetService().Start();
		Editor.Connect();
		Socket = Stub::GetWorld().Sockets.back();
		Editor.Module().GetPreview().Follow("0c7f2k9m4q", {});
	}
	const std::shared_ptr<IWebSocket> Closed = Socket.lock();
	EXPECT(Closed->StubClosed);
	EXPECT(!Closed->StubOnConnected.IsBound() && !Closed->StubOnError.IsBound());
	EXPECT(!Closed->StubOnClosed.IsBound() && !Closed->StubOnBinary.IsBound());
	// late news of threads find nobody
	Stub::TickGame(1);
	Stub::SetLiveLink(false);
}
