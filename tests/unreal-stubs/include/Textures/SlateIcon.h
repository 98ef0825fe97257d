#pragma once

#include "CoreMinimal.h"

class FSlateIcon
{
public:
	FSlateIcon() = default;
	FSlateIcon(const FName& Style, const FName& Name) : StubStyle(Style), StubName(Name) {}
	FName StubStyle, StubName;
};
