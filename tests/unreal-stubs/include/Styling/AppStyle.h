#pragma once

#include "Brushes/SlateImageBrush.h"

class FAppStyle
{
public:
	static const FSlateBrush* GetBrush(const FName& Name);
};
