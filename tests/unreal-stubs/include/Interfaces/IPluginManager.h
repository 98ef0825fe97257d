#pragma once

#include "CoreMinimal.h"

class IPlugin
{
public:
	FString GetBaseDir() const;
};

class IPluginManager
{
public:
	static IPluginManager& Get();
	TSharedPtr<IPlugin> FindPlugin(const FString& Name);
};
