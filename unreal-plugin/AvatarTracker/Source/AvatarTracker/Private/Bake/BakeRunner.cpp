// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Bake/BakeRunner.h"

#include "AvatarTrackerLog.h"
#include "Compat/Strings.h"
#include "Dom/JsonObject.h"
#include "HAL/FileManager.h"
#include "IPythonScriptPlugin.h"
#include "Misc/FileHelper.h"
#include "Misc/Paths.h"
#include "Serialization/JsonSerializer.h"
#include "Serialization/JsonWriter.h"
#include "Sidecar/SidecarFiles.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
FBakeOutcome Fail(const FText& Sentence)
{
	return {false, {}, Sentence};
}

/** Data, not code: the launcher reads this file. */
bool WriteSettings(const FString& Path, const FBakeRequest& Request)
{
	const TSharedRef<FJsonObject> Environment = MakeShared<FJsonObject>();
	for (const TPair<FString, FString>& Each : GetBakeEnvironment(Request))
	{
		Environment->SetStringField(Each.Key, Each.Value);
	}
	const TSharedRef<FJsonObject> Root = MakeShared<FJsonObject>();
	Root->SetStringField(TEXT("script"), Request.Script);
	Root->SetObjectField(TEXT("environment"), Environment);
	FString Text;
	FJsonSerializer::Serialize(Root, TJsonWriterFactory<>::Create(&Text));
	return FFileHelper::SaveStringToFile(Text, *Path, FFileHelper::EEncodingOptions::ForceUTF8WithoutBOM);
}

FString LastError(const FPythonCommandEx& Command)
{
	FString Error = Command.CommandResult;
	for (const FPythonLogOutputEntry& Entry : Command.LogOutput)
	{
		if (Entry.Type == EPythonLogOutputType::Error) Error = Entry.Output;
	}
	return AvatarTracker::ToFString(AvatarTracker::ToUtf8(Error), 500);
}

FText Describe(const FBakeResult& Result)
{
	const FText Problems = FText::FromString(FString::Join(Result.Problems, TEXT(" ")));
	if (!Result.bOk) return Problems;
	FNumberFormattingOptions Digits;
	Digits.MaximumFractionalDigits = 3;
	const FText ReadBack = FText::Format(LOCTEXT("ReadBack", "Read back: rotations within {0} degrees, the pelvis within {1} cm, curves within {2}."),
		FText::AsNumber(Result.RotationDegrees, &Digits), FText::AsNumber(Result.TranslationCm, &Digits), FText::AsNumber(Result.Curve, &Digits));
	return Result.Problems.Num() == 0 ? ReadBack : FText::Format(LOCTEXT("Missed", "{0} {1}"), Problems, ReadBack);
}
}

TMap<FString, FString> GetBakeEnvironment(const FBakeRequest& Request)
{
	TMap<FString, FString> Environment;
	const auto Put = [&Environment](const TCHAR* Name, const FString& Value)
	{
		if (!Value.IsEmpty()) Environment.Add(Name, Value);
	};
	Put(TEXT("AVATAR_TRACKER_BODY"), Request.BodyMesh);
	Put(TEXT("AVATAR_TRACKER_FACE"), Request.FaceMesh);
	Put(TEXT("AVATAR_TRACKER_ACTOR"), Request.Actor);
	Put(TEXT("AVATAR_TRACKER_PARTS"), Request.bBody && Request.bFace ? TEXT("body,face") : Request.bFace ? TEXT("face") : TEXT("body"));
	// stated both ways: the editor may have been started with another
	Put(TEXT("AVATAR_TRACKER_HANDS"), Request.bHands ? TEXT("1") : TEXT("0"));
	return Environment;
}

FBakeOutcome RunBake(const FBakeRequest& Request)
{
	IPythonScriptPlugin* Python = IPythonScriptPlugin::Get();
	if (Python == nullptr || !Python->IsPythonAvailable())
	{
		return Fail(LOCTEXT("NoPython", "Python is off in this editor. Enable the plugin \"Python Editor Script Plugin\" and restart the editor."));
	}
	const FString Base = FPaths::Combine(FPaths::GetPath(Request.Script), FPaths::GetBaseFilename(Request.Script));
	const FString Result = Base + TEXT(".result.json");
	// not beside the script: that folder is the tracker's
	const FString Settings = FPaths::ConvertRelativePathToFull(FPaths::Combine(FPaths::ProjectSavedDir(), TEXT("AvatarTracker/bake.json")));
	// that of an earlier run would be taken for this one's
	IFileManager::Get().Delete(*Result, false, true, true);
	if (!FPaths::FileExists(Request.Script) || !WriteSettings(Settings, Request))
	{
		return Fail(FText::Format(LOCTEXT("NoScript", "The bake script {0} is gone, or the project's Saved folder cannot be written. Look at both, or track the video again."), FText::FromString(Request.Script)));
	}
	const FString Launcher = FPaths::Combine(GetPluginFolder(), TEXT("Content/Python/avatar_tracker_bake.py"));
	FPythonCommandEx Command;
	Command.ExecutionMode = EPythonCommandExecutionMode::ExecuteFile;
	Command.Command = TEXT("\"") + Launcher + TEXT("\" \"") + Settings + TEXT("\"");
	const bool bRan = Python->ExecPythonCommandEx(Command);
	FString Text;
	FFileHelper::LoadFileToString(Text, *Result);
	const TOptional<FBakeResult> Read = ReadBakeResult(Text);
	if (!Read.IsSet())
	{
		const FString Error = bRan ? FString() : LastError(Command);
		UE_LOG(LogAvatarTracker, Error, TEXT("The bake left no result: %s"), *Error);
		return Fail(FText::Format(LOCTEXT("NoResult", "The bake stopped before it wrote its result: {0} See the Output Log, and try again."), FText::FromString(Error)));
	}
	return {Read->bOk, Read->Assets, Describe(*Read)};
}

#undef LOCTEXT_NAMESPACE
