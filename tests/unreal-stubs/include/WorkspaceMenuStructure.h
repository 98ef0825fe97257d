#pragma once

#include "CoreMinimal.h"

class FWorkspaceItem
{
};

class IWorkspaceMenuStructure
{
public:
	TSharedRef<FWorkspaceItem> GetLevelEditorCategory() const { return MakeShared<FWorkspaceItem>(); }
};
