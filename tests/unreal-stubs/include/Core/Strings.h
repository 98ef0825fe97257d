// Stand-in for the engine: FString, FName, FText.
#pragma once

#include "Core/Containers.h"

class FString
{
public:
	FString() = default;
	FString(const TCHAR* Text) : StubText(Text ? Text : u"") {}

	const TCHAR* operator*() const { return StubText.c_str(); }
	int32 Len() const { return static_cast<int32>(StubText.size()); }
	bool IsEmpty() const { return StubText.empty(); }
	void Empty() { StubText.clear(); }
	bool StartsWith(const FString& Start) const { return StubText.starts_with(Start.StubText); }
	bool Contains(const FString& Part) const { return StubText.find(Part.StubText) != std::u16string::npos; }
	FString Replace(const TCHAR* From, const TCHAR* To) const;
	FString ToLower() const;
	static FString FromInt(int32 Value);
	static FString Join(const TArray<FString>& Parts, const TCHAR* Separator);

	FString& operator+=(const FString& More)
	{
		StubText += More.StubText;
		return *this;
	}
	friend FString operator+(const FString& A, const FString& B)
	{
		FString Sum = A;
		return Sum += B;
	}
	// the engine compares without case
	friend bool operator==(const FString& A, const FString& B) { return A.ToLower().StubText == B.ToLower().StubText; }

	std::u16string StubText;
};

class FName
{
public:
	FName() = default;
	FName(const TCHAR* Name);
	FString ToString() const { return StubName; }
	bool IsNone() const { return StubName.IsEmpty(); }
	friend bool operator==(const FName& A, const FName& B) { return A.StubName == B.StubName; }

	FString StubName;
};

struct FNumberFormattingOptions
{
	int32 MinimumFractionalDigits = 0;
	int32 MaximumFractionalDigits = 3;
};

class FText
{
public:
	static FText FromString(const FString& Text)
	{
		FText Made;
		Made.StubText = Text;
		return Made;
	}
	static const FText& GetEmpty();
	static FText AsNumber(double Value, const FNumberFormattingOptions* Options = nullptr);
	static FText AsPercent(double Value);
	template <typename... TextTypes>
	static FText Format(const FText& Pattern, const TextTypes&... Texts)
	{
		return StubFormat(Pattern, {Texts...});
	}
	const FString& ToString() const { return StubText; }
	bool IsEmpty() const { return StubText.IsEmpty(); }

	static FText StubFormat(const FText& Pattern, std::vector<FText> Texts);
	FString StubText;
};

#define LOCTEXT(Key, Literal) FText::FromString(FString(UTF8_TO_TCHAR(Literal)))
