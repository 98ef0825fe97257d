#pragma once

#include "Widgets/SCompoundWidget.h"

enum class ETabRole : uint8 { MajorTab, PanelTab, NomadTab };

class SDockTab : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SDockTab) {}
		SLATE_ARGUMENT(ETabRole, TabRole)
		SLATE_DEFAULT_SLOT()
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments) { StubChildren.push_back(Arguments.StubContent); }
};
