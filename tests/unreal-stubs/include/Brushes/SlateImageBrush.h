#pragma once

#include "CoreMinimal.h"

struct FSlateBrush
{
	virtual ~FSlateBrush() = default;
	FString StubFile;
};

struct FSlateImageBrush : FSlateBrush
{
	FSlateImageBrush(const FString& File, const FVector2D& Size);
};
