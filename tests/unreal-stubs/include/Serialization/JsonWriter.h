#pragma once

#include "CoreMinimal.h"

template <typename CharType = TCHAR>
class TJsonWriter
{
public:
	FString* StubTarget = nullptr;
};

template <typename CharType = TCHAR>
class TJsonWriterFactory
{
public:
	static TSharedRef<TJsonWriter<CharType>> Create(FString* Target)
	{
		const TSharedRef<TJsonWriter<CharType>> Writer = MakeShared<TJsonWriter<CharType>>();
		Writer->StubTarget = Target;
		return Writer;
	}
};
