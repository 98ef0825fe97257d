// Stand-in for the engine: types, macros and strings that CoreMinimal brings.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using int32 = std::int32_t;
using int64 = std::int64_t;
using uint8 = std::uint8_t;
using uint32 = std::uint32_t;
using uint64 = std::uint64_t;
using SIZE_T = std::size_t;
using TCHAR = char16_t;

#define TEXT(Literal) u##Literal
#define PLATFORM_WINDOWS 0
#define PLATFORM_MAC 0
#define PLATFORM_LINUX 1
#define WITH_DEV_AUTOMATION_TESTS 1
// what the build tool defines for the plugin's own module
#define AVATARTRACKER_API
constexpr int32 INDEX_NONE = -1;

namespace Stub
{
std::string ToUtf8(const TCHAR* Text);
std::u16string ToUtf16(const char* Text);
}

#define UTF8_TO_TCHAR(Text) ::Stub::ToUtf16(Text).c_str()
#define TCHAR_TO_UTF8(Text) ::Stub::ToUtf8(Text).c_str()

template <typename ValueType>
std::remove_reference_t<ValueType>&& MoveTemp(ValueType&& Value)
{
	return static_cast<std::remove_reference_t<ValueType>&&>(Value);
}

struct FMath
{
	template <typename ValueType>
	static ValueType Min(ValueType A, ValueType B) { return A < B ? A : B; }
	template <typename ValueType>
	static ValueType Max(ValueType A, ValueType B) { return A > B ? A : B; }
	static double Abs(double Value) { return Value < 0 ? -Value : Value; }
	static int32 RoundToInt32(double Value);
	static int32 CeilToInt32(double Value);
};
