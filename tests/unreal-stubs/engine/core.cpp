#include "CoreMinimal.h"
#include "Misc/EngineVersion.h"

#include <cmath>
#include <cstdio>

namespace
{
/** UTF-8 and UTF-16 both ways; broken parts become U+FFFD. */
char32_t NextCharacter(const std::string& Text, std::size_t& At)
{
	const unsigned char First = static_cast<unsigned char>(Text[At++]);
	if (First < 0x80) return First;
	const int More = First >= 0xf0 ? 3 : First >= 0xe0 ? 2 : First >= 0xc0 ? 1 : -1;
	if (More < 0 || At + static_cast<std::size_t>(More) > Text.size()) return 0xfffd;
	char32_t Code = First & (0x3f >> More);
	for (int Part = 0; Part < More; ++Part) Code = Code << 6 | (static_cast<unsigned char>(Text[At++]) & 0x3f);
	return Code;
}

void Append(std::string& Text, char32_t Code)
{
	if (Code < 0x80) Text += static_cast<char>(Code);
	else if (Code < 0x800) (Text += static_cast<char>(0xc0 | Code >> 6)) += static_cast<char>(0x80 | (Code & 0x3f));
	else
	{
		if (Code < 0x10000) Text += static_cast<char>(0xe0 | Code >> 12);
		else (Text += static_cast<char>(0xf0 | Code >> 18)) += static_cast<char>(0x80 | (Code >> 12 & 0x3f));
		(Text += static_cast<char>(0x80 | (Code >> 6 & 0x3f))) += static_cast<char>(0x80 | (Code & 0x3f));
	}
}
}

std::string Stub::ToUtf8(const TCHAR* Text)
{
	std::string Out;
	for (; *Text != 0; ++Text)
	{
		char32_t Code = *Text;
		if (Code >= 0xd800 && Code < 0xdc00 && Text[1] >= 0xdc00) Code = 0x10000 + ((Code - 0xd800) << 10) + (*++Text - 0xdc00u);
		Append(Out, Code);
	}
	return Out;
}

std::u16string Stub::ToUtf16(const char* Text)
{
	std::u16string Out;
	const std::string Bytes = Text;
	for (std::size_t At = 0; At < Bytes.size();)
	{
		const char32_t Code = NextCharacter(Bytes, At);
		if (Code < 0x10000) Out += static_cast<char16_t>(Code);
		else (Out += static_cast<char16_t>(0xd800 + ((Code - 0x10000) >> 10))) += static_cast<char16_t>(0xdc00 + ((Code - 0x10000) & 0x3ff));
	}
	return Out;
}

int32 FMath::RoundToInt32(double Value) { return static_cast<int32>(std::lround(Value)); }
int32 FMath::CeilToInt32(double Value) { return static_cast<int32>(std::ceil(Value)); }

const FVector FVector::OneVector(1, 1, 1);

FQuat FQuat::GetNormalized() const
{
	const double Length = std::sqrt(X * X + Y * Y + Z * Z + W * W);
	return Length > 1e-8 ? FQuat(X / Length, Y / Length, Z / Length, W / Length) : FQuat();
}

FString FString::Replace(const TCHAR* From, const TCHAR* To) const
{
	FString Out = *this;
	const std::u16string Old = From, New = To;
	for (std::size_t At = Out.StubText.find(Old); At != std::u16string::npos; At = Out.StubText.find(Old, At + New.size()))
	{
		Out.StubText.replace(At, Old.size(), New);
	}
	return Out;
}

FString FString::ToLower() const
{
	FString Out = *this;
	for (char16_t& Letter : Out.StubText)
	{
		if (Letter >= u'A' && Letter <= u'Z') Letter = static_cast<char16_t>(Letter + 32);
	}
	return Out;
}

FString FString::FromInt(int32 Value)
{
	return FString(UTF8_TO_TCHAR(std::to_string(Value).c_str()));
}

FString FString::Join(const TArray<FString>& Parts, const TCHAR* Separator)
{
	FString Out;
	for (int32 Index = 0; Index < Parts.Num(); ++Index) Out += (Index > 0 ? FString(Separator) : FString()) + Parts[Index];
	return Out;
}

FName::FName(const TCHAR* Name) : StubName(Name)
{
	// as the engine, which stops here
	if (StubName.Len() >= 1024) std::abort();
}

const FText& FText::GetEmpty()
{
	static const FText Empty;
	return Empty;
}

FText FText::AsNumber(double Value, const FNumberFormattingOptions* Options)
{
	char Digits[64];
	std::snprintf(Digits, sizeof Digits, "%.*f", Options ? Options->MaximumFractionalDigits : std::floor(Value) == Value ? 0 : 3, Value);
	return FromString(FString(UTF8_TO_TCHAR(Digits)));
}

FText FText::AsPercent(double Value)
{
	return FromString(FString::FromInt(FMath::RoundToInt32(Value * 100)) + TEXT("%"));
}

FText FText::StubFormat(const FText& Pattern, std::vector<FText> Texts)
{
	FString Out = Pattern.StubText;
	for (std::size_t Index = 0; Index < Texts.size(); ++Index)
	{
		const FString Mark = TEXT("{") + FString::FromInt(static_cast<int32>(Index)) + TEXT("}");
		if (!Out.Contains(Mark)) std::abort();
		Out = Out.Replace(*Mark, *Texts[Index].StubText);
	}
	return FromString(Out);
}

uint64 Stub::NextDelegateId()
{
	static uint64 Last = 0;
	return ++Last;
}

const FEngineVersion& FEngineVersion::Current()
{
	static const FEngineVersion Version;
	return Version;
}

FString FEngineVersion::ToString() const
{
	return TEXT("5.") + FString::FromInt(STUB_ENGINE_MINOR) + TEXT(".0");
}
