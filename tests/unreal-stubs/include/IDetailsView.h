#pragma once

#include "Widgets/SCompoundWidget.h"

class IDetailsView : public SCompoundWidget
{
public:
	void SetObject(UObject* Object, bool bForceRefresh = false);
	UObject* StubObject = nullptr;
};
