#pragma once

#include "Widgets/SCompoundWidget.h"

class FDragDropOperation
{
public:
	virtual ~FDragDropOperation() = default;
};

class FExternalDragOperation : public FDragDropOperation
{
public:
	bool HasFiles() const { return StubFiles.Num() > 0; }
	const TArray<FString>& GetFiles() const { return StubFiles; }
	TArray<FString> StubFiles;
};

class FDragDropEvent
{
public:
	template <typename OperationType>
	TSharedPtr<OperationType> GetOperationAs() const
	{
		return TSharedPtr<OperationType>(std::dynamic_pointer_cast<OperationType>(StubOperation.StubPointer));
	}
	TSharedPtr<FDragDropOperation> StubOperation;
};
