// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/TrackVideoStyle.h"

#include "Brushes/SlateImageBrush.h"
#include "Misc/Paths.h"
#include "Sidecar/SidecarFiles.h"
#include "Styling/SlateStyle.h"
#include "Styling/SlateStyleRegistry.h"

void FTrackVideoStyle::Register()
{
	Style = MakeShared<FSlateStyleSet>(GetName());
	const FString Icon = FPaths::Combine(GetPluginFolder(), TEXT("Resources/Icon128.png"));
	Style->Set(GetIcon(), new FSlateImageBrush(Icon, FVector2D(20.0, 20.0)));
	FSlateStyleRegistry::RegisterSlateStyle(*Style);
}

void FTrackVideoStyle::Unregister()
{
	if (!Style.IsValid()) return;
	FSlateStyleRegistry::UnRegisterSlateStyle(*Style);
	Style.Reset();
}
