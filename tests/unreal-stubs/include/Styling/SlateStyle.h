#pragma once

#include "Brushes/SlateImageBrush.h"

class FSlateStyleSet
{
public:
	explicit FSlateStyleSet(const FName& Name) : StubName(Name) {}
	/** Takes the brush over. */
	void Set(const FName& Name, FSlateBrush* Brush)
	{
		StubNames.Add(Name);
		StubBrushes.emplace_back(Brush);
	}

	FName StubName;
	TArray<FName> StubNames;
	std::vector<std::unique_ptr<FSlateBrush>> StubBrushes;
};
