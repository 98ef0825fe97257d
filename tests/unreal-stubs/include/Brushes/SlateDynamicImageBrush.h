#pragma once

#include "Brushes/SlateImageBrush.h"

struct FSlateDynamicImageBrush : FSlateBrush
{
	FSlateDynamicImageBrush(const FName& File, const FVector2D& Size);
};
