// Stand-in for the engine: rows and columns of widgets.
#pragma once

#include "Widgets/SCompoundWidget.h"

template <typename BoxType>
class TStubBox : public SWidget
{
public:
	struct FSlotArguments
	{
		FSlotArguments& AutoWidth() { return *this; }
		FSlotArguments& AutoHeight() { return *this; }
		FSlotArguments& FillWidth(float) { return *this; }
		FSlotArguments& FillHeight(float) { return *this; }
		FSlotArguments& Padding(const FMargin&) { return *this; }
		FSlotArguments& operator[](const TSharedRef<SWidget>& Content)
		{
			StubContent = Content;
			if (StubOwner) StubOwner->StubChildren.push_back(Content);
			return *this;
		}
		TSharedPtr<SWidget> StubContent;
		SWidget* StubOwner = nullptr;
	};

	SLATE_BEGIN_ARGS(BoxType) {}
		FArguments& operator+(const FSlotArguments& Slot)
		{
			StubSlots.push_back(Slot);
			return *this;
		}
		std::vector<FSlotArguments> StubSlots;
	SLATE_END_ARGS()

	static FSlotArguments Slot() { return {}; }
	FSlotArguments AddSlot()
	{
		FSlotArguments Slot;
		Slot.StubOwner = this;
		return Slot;
	}
	void Construct(const FArguments& Arguments)
	{
		for (const FSlotArguments& Slot : Arguments.StubSlots) StubChildren.push_back(Slot.StubContent);
	}
};

class SVerticalBox : public TStubBox<SVerticalBox>
{
};

class SHorizontalBox : public TStubBox<SHorizontalBox>
{
};
