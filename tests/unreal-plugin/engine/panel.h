// The panel of the plugin in a running editor, to be read and pressed.
#pragma once

#include "meta-human.h"

#include "AvatarTrackerModule.h"
#include "AvatarTrackerOptions.h"
#include "Framework/Docking/TabManager.h"
#include "Input/DragAndDrop.h"
#include "IDetailsView.h"
#include "IPythonScriptPlugin.h"
#include "IWebSocket.h"
#include "Misc/AsyncTaskNotification.h"
#include "service-messages.h"
#include "Subsystems/AssetEditorSubsystem.h"
#include "UI/TrackVideoMenu.h"
#include "Widgets/Images/SImage.h"

namespace scenario
{
/** The panel as a person sees it. */
struct Panel
{
	Panel()
	{
		Human.Select();
		Tab = FGlobalTabmanager::Get()->TryInvokeTab(FTabId(FTrackVideoMenu::GetTabName()));
		Root = Tab->StubChildren.front();
		Socket = &Running.Connect();
	}
	void Draw()
	{
		Stub::TickGame(0.01);
		Root->Tick(FGeometry(), 0, 0);
	}
	void Receive(const std::vector<uint8>& Message)
	{
		Stub::Deliver(*Socket, Message, 100);
		Draw();
	}
	/** Drops files; true when the panel takes them. */
	bool Drop(const TArray<FString>& Files)
	{
		const TSharedRef<FExternalDragOperation> Operation = MakeShared<FExternalDragOperation>();
		Operation->StubFiles = Files;
		FDragDropEvent Event;
		Event.StubOperation = Operation;
		const bool bTaken = Root->OnDragOver(FGeometry(), Event).IsEventHandled() && Root->OnDrop(FGeometry(), Event).IsEventHandled();
		Draw();
		return bTaken;
	}
	/** Everything that can be read, in the order in which it stands. */
	std::string Read() { return Read(*Root); }
	bool Shows(const std::string& Text) { return Read().find(Text) != std::string::npos; }
	void Press(const std::string& Label)
	{
		if (!Press(*Root, Label)) Fail(__FILE__, __LINE__, "no button \"" + Label + "\" in: " + Read());
		Draw();
	}

	/** What the panel asks for, as its fields hold it. */
	UAvatarTrackerOptions& Options()
	{
		UObject* Object = nullptr;
		FindObject(*Root, Object);
		return *dynamic_cast<UAvatarTrackerOptions*>(Object);
	}
	/** File of the first picture of the queue. */
	FString Picture() { return Picture(*Root); }

	FakeSidecar Sidecar;
	MetaHuman Human;
	Editor Running;
	TSharedPtr<SDockTab> Tab;
	TSharedPtr<SWidget> Root;
	IWebSocket* Socket = nullptr;

private:
	static bool IsSeen(const SWidget& Widget) { return !Widget.StubVisibility.IsSet() || Widget.StubVisibility.Get() == EVisibility::Visible; }
	std::string Read(const SWidget& Widget)
	{
		if (!IsSeen(Widget)) return {};
		std::string Text = Widget.StubText.IsSet() ? Print(Widget.StubText.Get()) + "\n" : std::string();
		for (const auto& Child : Widget.StubChildren) Text += Read(*Child);
		return Text;
	}
	void FindObject(const SWidget& Widget, UObject*& Object)
	{
		if (const IDetailsView* View = dynamic_cast<const IDetailsView*>(&Widget)) Object = View->StubObject;
		for (const auto& Child : Widget.StubChildren) FindObject(*Child, Object);
	}
	FString Picture(const SWidget& Widget)
	{
		if (const SImage* Image = dynamic_cast<const SImage*>(&Widget))
		{
			const FSlateBrush* Brush = Image->StubImage.Get();
			return Brush ? Brush->StubFile : FString();
		}
		for (const auto& Child : Widget.StubChildren)
		{
			const FString File = Picture(*Child);
			if (!File.IsEmpty()) return File;
		}
		return FString();
	}
	bool Press(const SWidget& Widget, const std::string& Label)
	{
		if (!IsSeen(Widget)) return false;
		if (Widget.StubClick.IsBound() && Print(Widget.StubText.Get()) == Label) return Widget.StubClick.Execute().IsEventHandled();
		const auto Children = Widget.StubChildren;
		for (const auto& Child : Children)
		{
			if (Press(*Child, Label)) return true;
		}
		return false;
	}
};
}
