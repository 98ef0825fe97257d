// Stand-in for the engine: the tests say what a command does.
#pragma once

#include "CoreMinimal.h"

enum class EPythonCommandExecutionMode : uint8 { ExecuteFile, ExecuteStatement, EvaluateStatement };
enum class EPythonLogOutputType : uint8 { Info, Warning, Error };

struct FPythonLogOutputEntry
{
	EPythonLogOutputType Type;
	FString Output;
};

struct FPythonCommandEx
{
	EPythonCommandExecutionMode ExecutionMode = EPythonCommandExecutionMode::ExecuteFile;
	FString Command;
	FString CommandResult;
	TArray<FPythonLogOutputEntry> LogOutput;
};

class IPythonScriptPlugin
{
public:
	static IPythonScriptPlugin* Get();
	bool IsPythonAvailable() const;
	bool ExecPythonCommandEx(FPythonCommandEx& Command);
};
