// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/STrackVideoPanel.h"

#include "Compat/Strings.h"
#include "DesktopPlatformModule.h"
#include "Framework/Application/SlateApplication.h"
#include "IDesktopPlatform.h"
#include "IDetailsView.h"
#include "Input/DragAndDrop.h"
#include "LiveLink/BlueprintSetup.h"
#include "LiveLink/LivePreview.h"
#include "Modules/ModuleManager.h"
#include "PropertyEditorModule.h"
#include "Sidecar/SidecarService.h"
#include "UI/SJobRow.h"
#include "UI/SPlaybackBar.h"
#include "UI/TrackVideoModel.h"
#include "Widgets/Input/SButton.h"
#include "Widgets/SBoxPanel.h"
#include "Widgets/Text/STextBlock.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
const FMargin Gap(8.0f, 4.0f);
}

void STrackVideoPanel::Construct(const FArguments&, const TSharedRef<FTrackVideoModel>& InModel, const TSharedRef<FSidecarService>& InService,
	const TSharedRef<FLivePreview>& InPreview)
{
	Model = InModel;
	Service = InService;
	Preview = InPreview;
	Options.Reset(NewObject<UAvatarTrackerOptions>());
	Options->TakeFrom(*GetDefault<UAvatarTrackerSettings>());
	Model->PickTarget();
	// it takes seconds to be ready: begun before the first video is chosen
	Service->Start();
	ChildSlot
	[
		SNew(SVerticalBox)
		+ SVerticalBox::Slot().AutoHeight().Padding(Gap)[MakeTarget()]
		+ SVerticalBox::Slot().AutoHeight().Padding(Gap)[MakeOptions()]
		+ SVerticalBox::Slot().AutoHeight().Padding(Gap)
		[
			SNew(SButton)
			.Text(LOCTEXT("Choose", "Choose videos, or drop them here"))
			.ToolTipText(LOCTEXT("ChooseTip", "One person in the picture. Each video becomes a body and a face animation."))
			.OnClicked(this, &STrackVideoPanel::ChooseVideos)
		]
		+ SVerticalBox::Slot().AutoHeight().Padding(Gap)[SNew(STextBlock).AutoWrapText(true).Text(this, &STrackVideoPanel::GetStatusText)]
		+ SVerticalBox::Slot().FillHeight(1.0f).Padding(Gap)[MakeQueue()]
		+ SVerticalBox::Slot().AutoHeight().Padding(Gap)[SNew(SPlaybackBar, InPreview)]
	];
}

TSharedRef<SWidget> STrackVideoPanel::MakeTarget()
{
	return SNew(SVerticalBox)
		+ SVerticalBox::Slot().AutoHeight()[SNew(STextBlock).AutoWrapText(true).Text(this, &STrackVideoPanel::GetTargetText)]
		+ SVerticalBox::Slot().AutoHeight()
		[
			SNew(SHorizontalBox)
			+ SHorizontalBox::Slot().AutoWidth()
			[
				SNew(SButton).Text(LOCTEXT("Pick", "Use selected MetaHuman")).OnClicked(this, &STrackVideoPanel::PickTarget)
			]
			+ SHorizontalBox::Slot().AutoWidth()
			[
				SNew(SButton).Text(LOCTEXT("SetUpButton", "Set up for preview")).ToolTipText(GetBlueprintGuide())
				.OnClicked(this, &STrackVideoPanel::SetUpTarget)
			]
		];
}

TSharedRef<SWidget> STrackVideoPanel::MakeOptions()
{
	FDetailsViewArgs Arguments;
	Arguments.bAllowSearch = false;
	Arguments.bHideSelectionTip = true;
	FPropertyEditorModule& Editor = FModuleManager::LoadModuleChecked<FPropertyEditorModule>(FName(TEXT("PropertyEditor")));
	const TSharedRef<IDetailsView> View = Editor.CreateDetailView(Arguments);
	View->SetObject(Options.Get());
	return View;
}

TSharedRef<SWidget> STrackVideoPanel::MakeQueue()
{
	return SAssignNew(Queue, SListView<FItem>)
		.ListItemsSource(&Items)
		.OnGenerateRow(this, &STrackVideoPanel::MakeRow)
		.SelectionMode(ESelectionMode::None);
}

TSharedRef<ITableRow> STrackVideoPanel::MakeRow(FItem Item, const TSharedRef<STableViewBase>& Owner)
{
	return SNew(STableRow<FItem>, Owner)
		[
			SNew(SJobRow, Item->Job, Model.ToSharedRef(), Service.ToSharedRef())
		];
}

void STrackVideoPanel::Tick(const FGeometry& AllottedGeometry, const double InCurrentTime, const float InDeltaTime)
{
	SCompoundWidget::Tick(AllottedGeometry, InCurrentTime, InDeltaTime);
	RefreshQueue();
}

void STrackVideoPanel::RefreshQueue()
{
	const avatar::JobBoard& Board = Service->GetBoard();
	if (Board.Revision() == Seen) return;
	Seen = Board.Revision();
	// rows read the board by themselves: the list is made again only when a job came or went
	const std::vector<avatar::BoardRow>& Rows = Board.Rows();
	bool bSame = static_cast<size_t>(Items.Num()) == Rows.size();
	for (int32 Index = 0; bSame && Index < Items.Num(); ++Index)
	{
		bSame = Items[Index]->Job == Rows[static_cast<size_t>(Index)].Id;
	}
	if (bSame) return;
	Items.Empty();
	for (const avatar::BoardRow& Row : Rows) Items.Add(MakeShared<FQueueItem>(FQueueItem{Row.Id}));
	Queue->RequestListRefresh();
}

FReply STrackVideoPanel::ChooseVideos()
{
	IDesktopPlatform* Desktop = FDesktopPlatformModule::Get();
	if (Desktop == nullptr) return FReply::Handled();
	TArray<FString> Paths;
	const void* Window = FSlateApplication::Get().FindBestParentWindowHandleForDialogs(nullptr);
	if (Desktop->OpenFileDialog(Window, LOCTEXT("DialogTitle", "Choose videos").ToString(), FString(), FString(),
		FTrackVideoModel::GetVideoFilter(), EFileDialogFlags::Multiple, Paths))
	{
		Model->AddVideos(Paths, *Options);
	}
	return FReply::Handled();
}

FReply STrackVideoPanel::OnDragOver(const FGeometry&, const FDragDropEvent& Event)
{
	const TSharedPtr<FExternalDragOperation> Files = Event.GetOperationAs<FExternalDragOperation>();
	return Files.IsValid() && Files->HasFiles() ? FReply::Handled() : FReply::Unhandled();
}

FReply STrackVideoPanel::OnDrop(const FGeometry&, const FDragDropEvent& Event)
{
	const TSharedPtr<FExternalDragOperation> Files = Event.GetOperationAs<FExternalDragOperation>();
	if (!Files.IsValid() || !Files->HasFiles()) return FReply::Unhandled();
	Model->AddVideos(Files->GetFiles(), *Options);
	return FReply::Handled();
}

FReply STrackVideoPanel::PickTarget()
{
	Model->PickTarget();
	SetUpNote = FText::GetEmpty();
	return FReply::Handled();
}

FReply STrackVideoPanel::SetUpTarget()
{
	SetUpNote = Model->SetUpTarget();
	return FReply::Handled();
}

FText STrackVideoPanel::GetTargetText() const
{
	const FMetaHumanTarget& Target = Model->GetTarget();
	const FText Name = FText::FromString(Target.Name);
	const FText Head = Target.Body.IsValid() ? FText::Format(LOCTEXT("Target", "Target: {0}."), Name) : FText::GetEmpty();
	return FText::Format(LOCTEXT("TargetLine", "{0} {1} {2}"), Head, Target.Trouble, SetUpNote);
}

FText STrackVideoPanel::GetStatusText() const
{
	const FText& Trouble = Model->GetTrouble();
	return Trouble.IsEmpty() ? Service->GetStatus() : Trouble;
}

#undef LOCTEXT_NAMESPACE
