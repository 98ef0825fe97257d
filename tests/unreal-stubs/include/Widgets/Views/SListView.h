// Stand-in for the engine: a list that makes all its rows when it is refreshed.
#pragma once

#include "Widgets/SCompoundWidget.h"

class ITableRow
{
public:
	virtual ~ITableRow() = default;
};

class STableViewBase : public SWidget
{
};

namespace ESelectionMode
{
enum Type { None, Single };
}

template <typename ItemType>
class STableRow : public ITableRow, public SWidget
{
public:
	SLATE_BEGIN_ARGS(STableRow<ItemType>) {}
		SLATE_DEFAULT_SLOT()
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments, const TSharedRef<STableViewBase>&) { StubChildren.push_back(Arguments.StubContent); }
};

template <typename ItemType>
class SListView : public STableViewBase
{
public:
	SLATE_BEGIN_ARGS(SListView<ItemType>) {}
		SLATE_ARGUMENT(const TArray<ItemType>*, ListItemsSource)
		SLATE_EVENT(TDelegate<TSharedRef<ITableRow>(ItemType, const TSharedRef<STableViewBase>&)>, OnGenerateRow)
		SLATE_ARGUMENT(ESelectionMode::Type, SelectionMode)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments)
	{
		StubSource = Arguments._ListItemsSource;
		StubMake = Arguments._OnGenerateRow;
	}
	void RequestListRefresh()
	{
		StubChildren.clear();
		const TSharedRef<STableViewBase> Self(std::static_pointer_cast<STableViewBase>(this->shared_from_this()));
		for (const ItemType& Item : *StubSource)
		{
			const TSharedRef<ITableRow> Row = StubMake.Execute(Item, Self);
			StubChildren.push_back(TSharedPtr<SWidget>(std::dynamic_pointer_cast<SWidget>(Row.StubPointer)));
		}
	}

	const TArray<ItemType>* StubSource = nullptr;
	TDelegate<TSharedRef<ITableRow>(ItemType, const TSharedRef<STableViewBase>&)> StubMake;
};
