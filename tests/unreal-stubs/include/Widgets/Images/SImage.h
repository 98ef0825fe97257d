#pragma once

#include "Brushes/SlateImageBrush.h"
#include "Widgets/SCompoundWidget.h"

class SImage : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SImage) {}
		SLATE_ATTRIBUTE(const FSlateBrush*, Image)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments) { StubImage = Arguments._Image; }
	TAttribute<const FSlateBrush*> StubImage;
};
