#include "scenario.h"

#include "AvatarTrackerModule.h"
#include "AvatarTrackerSettings.h"
#include "IWebSocket.h"
#include "Sidecar/SidecarService.h"

#include <chrono>
#include <csignal>

using namespace scenario;

namespace
{
bool IsAlive(const std::string& start)
{
	return kill(std::stoi(start), 0) == 0;
}

FString StatusAfter(FSidecarService& Service, EServiceState State)
{
	EXPECT(Stub::TickUntil([&] { return Service.GetState() == State; }, 20));
	return Service.GetStatus().ToString();
}
}

SCENARIO(SidecarStartsAndIsStopped)
{
	const FakeSidecar Sidecar;
	std::string Start;
	{
		Editor Editor;
		const auto Began = std::chrono::steady_clock::now();
		Editor.Module().GetService().Start();
		const std::chrono::duration<double> Took = std::chrono::steady_clock::now() - Began;
		// two processes have to run before it is ready; the editor waits for none
		EXPECT(Took.count() < 0.25);
		IWebSocket& Socket = Editor.Connect();
		EXPECT_SAME(Socket.StubUrl, "ws://127.0.0.1:4567/ws");
		EXPECT_SAME(Socket.StubProtocol, "avatar-tracker.v1");
		EXPECT_SAME(Field(Sent(Socket, "hello"), "token"), "0123456789abcdef0123456789abcdef0123456789abcde");
		EXPECT(Editor.Module().GetService().GetState() == EServiceState::Ready);
		EXPECT_SAME(Editor.Module().GetService().GetStatus(), "Tracker 9.8.7 is ready.");
		EXPECT_SAME(static_cast<double>(Sidecar.Starts().size()), 1.0);
		Start = Sidecar.Starts().front();
		EXPECT(Start.ends_with("avatar-tracker.mjs serve --port 0 --workspace " + (Scratch() / "Saved/AvatarTracker").string()
			+ " --parent-pid " + std::to_string(getpid())));
		EXPECT(IsAlive(Start));
	}
	EXPECT(!IsAlive(Start));
	for (const std::string& Line : Stub::GetWorld().Log) EXPECT(Line.find("0123456789abcdef") == std::string::npos);
}

SCENARIO(SidecarThatCrashesIsStartedAgain)
{
	const FakeSidecar Sidecar;
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	Editor.Connect();
	WriteFile(Scratch() / "die", "");
	EXPECT_SAME(StatusAfter(Service, EServiceState::Waiting), "The tracker ended with code 3 and is started again. out of memory");
	// not at once
	Stub::TickGame(0.5);
	EXPECT_SAME(static_cast<double>(Sidecar.Starts().size()), 1.0);
	Stub::TickGame(0.6);
	IWebSocket& Socket = Editor.Connect();
	EXPECT_SAME(static_cast<double>(Sidecar.Starts().size()), 2.0);
	EXPECT(Service.GetState() == EServiceState::Ready);
	EXPECT_SAME(CountSent(Socket, "hello"), 1);
}

SCENARIO(NodeThatIsTooOldIsNamed)
{
	const FakeSidecar Sidecar("v18.20.4");
	GetMutableDefault<UAvatarTrackerSettings>()->NodePath = FString(UTF8_TO_TCHAR((Scratch() / "node/node").c_str()));
	Editor Editor;
	Editor.Module().GetService().Start();
	EXPECT_SAME(StatusAfter(Editor.Module().GetService(), EServiceState::Broken), "v18.20.4 (" + (Scratch() / "node/node").string() + ") is too old. "
		"Install Node 20.19 or newer from https://nodejs.org, or set its path in Editor Preferences, Plugins, Avatar Tracker.");
	EXPECT(Sidecar.Starts().empty());
	// put right and tried again, without a restart of the editor
	const FakeSidecar Newer("v22.1.0");
	Editor.Module().GetService().Start();
	Editor.Connect();
}

SCENARIO(NodeThatIsMissingIsSaid)
{
	const FakeSidecar Sidecar;
	GetMutableDefault<UAvatarTrackerSettings>()->NodePath = TEXT("/nowhere/node");
	Editor Editor;
	Editor.Module().GetService().Start();
	EXPECT(StatusAfter(Editor.Module().GetService(), EServiceState::Broken).StartsWith(TEXT("Node was not found on this machine. Install")));
}

SCENARIO(ProgramThatIsNoNodeIsGivenUp)
{
	const FakeSidecar Sidecar;
	WriteFile(Scratch() / "game", "#!/bin/sh\necho $$ > " + (Scratch() / "pid").string() + "\nexec sleep 300\n", true);
	GetMutableDefault<UAvatarTrackerSettings>()->NodePath = FString(UTF8_TO_TCHAR((Scratch() / "game").c_str()));
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	EXPECT(Stub::TickUntil([] { return ReadFile(Scratch() / "pid").ends_with('\n'); }, 20));
	Stub::TickGame(10);
	EXPECT(Service.GetState() == EServiceState::Starting);
	Stub::TickGame(6);
	EXPECT(StatusAfter(Service, EServiceState::Broken).StartsWith(TEXT("Node was not found on this machine. Install")));
	EXPECT(Stub::TickUntil([] { return !IsAlive(ReadFile(Scratch() / "pid")); }, 20));
}

SCENARIO(ServiceThatStaysSilentIsStartedAgain)
{
	const FakeSidecar Sidecar;
	WriteFile(Scratch() / "node/node", "#!/bin/sh\nif [ \"$1\" = --version ]; then echo v22.1.0; exit 0; fi\necho $$ >> "
		+ (Scratch() / "starts").string() + "\nexec sleep 300\n", true);
	Editor Editor;
	FSidecarService& Service = Editor.Module().GetService();
	Service.Start();
	EXPECT(Stub::TickUntil([&] { return Sidecar.Starts().size() == 1; }, 20));
	Stub::TickGame(110);
	EXPECT(Service.GetState() == EServiceState::Starting);
	Stub::TickGame(11);
	EXPECT(StatusAfter(Service, EServiceState::Waiting).StartsWith(TEXT("The tracker did not say that it is ready and is started again.")));
	Stub::TickGame(2);
	EXPECT(Stub::TickUntil([&] { return Sidecar.Starts().size() == 2; }, 20));
	EXPECT(Stub::TickUntil([&] { return !IsAlive(Sidecar.Starts().front()); }, 20));
}

SCENARIO(SidecarThatIsMissingIsSaid)
{
	const FakeSidecar Sidecar;
	GetMutableDefault<UAvatarTrackerSettings>()->SidecarPath = TEXT("/nowhere");
	Editor Editor;
	Editor.Module().GetService().Start();
	EXPECT(StatusAfter(Editor.Module().GetService(), EServiceState::Broken).StartsWith(TEXT("The tracker's files were not found.")));
}

SCENARIO(PackagesAreInstalledOnce)
{
	const FakeSidecar Sidecar;
	std::filesystem::remove(Sidecar.Folder / "Sidecar/node_modules/.package-lock.json");
	WriteFile(Scratch() / "lib/node_modules/npm/bin/npm-cli.js", "");
	Editor Editor;
	Editor.Module().GetService().Start();
	Editor.Connect();
	const std::vector<std::string> Starts = Sidecar.Starts();
	EXPECT_SAME(static_cast<double>(Starts.size()), 2.0);
	EXPECT(Starts[0].ends_with("npm-cli.js ci --omit=dev --no-audit --no-fund"));
	EXPECT(Starts[1].find(" serve ") != std::string::npos);
}

SCENARIO(PackagesWithoutNpmAreAskedFor)
{
	const FakeSidecar Sidecar;
	std::filesystem::remove(Sidecar.Folder / "Sidecar/node_modules/.package-lock.json");
	Editor Editor;
	Editor.Module().GetService().Start();
	EXPECT(StatusAfter(Editor.Module().GetService(), EServiceState::Broken).Contains(TEXT("Run \"npm ci --omit=dev\" in ")));
}

/** The real service of this repository, as the plugin starts it; set by the test that has built it. */
SCENARIO(RealSidecarListens)
{
	Stub::World& World = Stub::GetWorld();
	World.PluginFolder = std::getenv("SCENARIO_PLUGIN");
	World.SavedFolder = (Scratch() / "Saved").string();
	GetMutableDefault<UAvatarTrackerSettings>()->NodePath = FString(UTF8_TO_TCHAR(std::getenv("SCENARIO_NODE")));
	Editor Editor;
	Editor.Module().GetService().Start();
	IWebSocket& Socket = Editor.Connect();
	EXPECT(Socket.StubUrl.StartsWith(TEXT("ws://127.0.0.1:")));
	EXPECT_SAME(static_cast<double>(Field(Sent(Socket, "hello"), "token").size()), 43.0);
}
