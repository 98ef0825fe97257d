#pragma once

#include "CoreMinimal.h"
#include "Modules/ModuleInterface.h"

class FModuleManager
{
public:
	static FModuleManager& Get();
	IModuleInterface& LoadModuleChecked(const FName& Name);
	template <typename ModuleType>
	static ModuleType& LoadModuleChecked(const FName& Name)
	{
		Get().LoadModuleChecked(Name);
		static ModuleType Module;
		return Module;
	}
};

namespace Stub
{
using MakeModule = std::unique_ptr<IModuleInterface> (*)();
extern MakeModule PluginModule;
}

#define IMPLEMENT_MODULE(Class, Name) \
	namespace Stub \
	{ \
	MakeModule PluginModule = []() -> std::unique_ptr<IModuleInterface> { return std::make_unique<Class>(); }; \
	}
