// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Bake/BakeResult.h"

#include "Compat/Strings.h"
#include "Dom/JsonObject.h"
#include "Serialization/JsonReader.h"
#include "Serialization/JsonSerializer.h"

namespace
{
using FObjectPtr = const TSharedPtr<FJsonObject>*;
using FArrayPtr = const TArray<TSharedPtr<FJsonValue>>*;

FString ReadText(const FJsonObject& Object, const TCHAR* Field)
{
	FString Text;
	Object.TryGetStringField(Field, Text);
	return AvatarTracker::ToFString(AvatarTracker::ToUtf8(Text), 1000);
}

template <typename VisitorType>
void VisitObjects(const FJsonObject& Object, const TCHAR* Field, VisitorType&& Visit)
{
	FArrayPtr Items = nullptr;
	if (!Object.TryGetArrayField(Field, Items)) return;
	for (const TSharedPtr<FJsonValue>& Item : *Items)
	{
		FObjectPtr Inner = nullptr;
		if (Item.IsValid() && Item->TryGetObject(Inner)) Visit(**Inner);
	}
}

void RaiseTo(double& Largest, const FJsonObject& Object, const TCHAR* Field)
{
	double Value = 0.0;
	if (Object.TryGetNumberField(Field, Value)) Largest = FMath::Max(Largest, Value);
}

void ReadAsset(FBakeResult& Result, const FJsonObject& Asset)
{
	bool bSaved = false;
	if (Asset.TryGetBoolField(TEXT("saved"), bSaved) && bSaved) Result.Assets.Add(ReadText(Asset, TEXT("path")));
	FObjectPtr Deviation = nullptr;
	if (!Asset.TryGetObjectField(TEXT("deviation"), Deviation)) return;
	RaiseTo(Result.RotationDegrees, **Deviation, TEXT("rotationDegrees"));
	RaiseTo(Result.TranslationCm, **Deviation, TEXT("translationCm"));
	RaiseTo(Result.Curve, **Deviation, TEXT("curve"));
}

void ReadClip(FBakeResult& Result, const FJsonObject& Clip)
{
	const FString State = ReadText(Clip, TEXT("state"));
	if (State != TEXT("done") && State != TEXT("partial")) Result.bOk = false;
	FObjectPtr Error = nullptr;
	if (Clip.TryGetObjectField(TEXT("error"), Error)) Result.Problems.Add(ReadText(**Error, TEXT("message")));
	VisitObjects(Clip, TEXT("assets"), [&](const FJsonObject& Asset) { ReadAsset(Result, Asset); });
	VisitObjects(Clip, TEXT("missed"), [&](const FJsonObject& Missed) { Result.Problems.Add(ReadText(Missed, TEXT("message"))); });
	FArrayPtr Warnings = nullptr;
	if (!Clip.TryGetArrayField(TEXT("warnings"), Warnings)) return;
	for (const TSharedPtr<FJsonValue>& Warning : *Warnings)
	{
		FString Text;
		if (Warning.IsValid() && Warning->TryGetString(Text)) Result.Problems.Add(AvatarTracker::ToFString(AvatarTracker::ToUtf8(Text), 1000));
	}
}
}

TOptional<FBakeResult> ReadBakeResult(const FString& Json)
{
	TSharedPtr<FJsonObject> Root;
	const TSharedRef<TJsonReader<>> Reader = TJsonReaderFactory<>::Create(Json);
	if (!FJsonSerializer::Deserialize(Reader, Root) || !Root.IsValid()) return {};
	if (ReadText(*Root, TEXT("format")) != TEXT("avatar-tracker.bake-result")) return {};
	FBakeResult Result;
	Result.bOk = true;
	VisitObjects(*Root, TEXT("clips"), [&](const FJsonObject& Clip) { ReadClip(Result, Clip); });
	Result.bOk = Result.bOk && Result.Assets.Num() > 0;
	return Result;
}
