#pragma once

#include "Dom/JsonObject.h"

template <typename CharType = TCHAR>
class TJsonReader
{
public:
	FString StubText;
};

template <typename CharType = TCHAR>
class TJsonReaderFactory
{
public:
	static TSharedRef<TJsonReader<CharType>> Create(const FString& Text)
	{
		const TSharedRef<TJsonReader<CharType>> Reader = MakeShared<TJsonReader<CharType>>();
		Reader->StubText = Text;
		return Reader;
	}
};
