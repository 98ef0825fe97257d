#pragma once

#include "IDetailsView.h"
#include "Modules/ModuleInterface.h"

struct FDetailsViewArgs
{
	bool bAllowSearch = true;
	bool bHideSelectionTip = false;
};

class FPropertyEditorModule : public IModuleInterface
{
public:
	TSharedRef<IDetailsView> CreateDetailView(const FDetailsViewArgs& Arguments);
};
