// Stand-in for the engine: log categories. Lines are kept for the tests.
#pragma once

#include "Core/Strings.h"

struct FLogCategoryBase
{
	const char* StubName;
};

namespace Stub
{
void Log(const FLogCategoryBase& Category, const char* Verbosity, const std::u16string& Line);
void AppendArgument(std::vector<std::string>& Arguments, const TCHAR* Text);
void AppendArgument(std::vector<std::string>& Arguments, int Value);
std::u16string Print(const TCHAR* Format, const std::vector<std::string>& Arguments);

template <typename... ArgumentTypes>
void LogLine(const FLogCategoryBase& Category, const char* Verbosity, const TCHAR* Format, ArgumentTypes... Arguments)
{
	std::vector<std::string> Texts;
	(AppendArgument(Texts, Arguments), ...);
	Log(Category, Verbosity, Print(Format, Texts));
}
}

#define DECLARE_LOG_CATEGORY_EXTERN(Name, Default, Compile) extern FLogCategoryBase Name
#define DEFINE_LOG_CATEGORY(Name) FLogCategoryBase Name{#Name}
#define UE_LOG(Category, Verbosity, Format, ...) ::Stub::LogLine(Category, #Verbosity, Format __VA_OPT__(, ) __VA_ARGS__)
