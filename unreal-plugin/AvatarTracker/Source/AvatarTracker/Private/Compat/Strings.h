// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Protocol/Names.h"

#include <string>

/** Between the engine's strings and the UTF-8 of the engine-free part. */
namespace AvatarTracker
{
/** Broken UTF-8 and control characters do not come through. */
inline FString ToFString(const std::string& Text, size_t Longest = 8192)
{
	return FString(UTF8_TO_TCHAR(avatar::ShowableText(Text, Longest).c_str()));
}

inline std::string ToUtf8(const FString& Text)
{
	return std::string(TCHAR_TO_UTF8(*Text));
}

inline FText ToFText(const std::string& Text)
{
	return FText::FromString(ToFString(Text));
}

/** Names from outside are at most 256 bytes: `avatar::MessageLimits::Name`. The engine refuses 1024. */
inline FName ToFName(const std::string& Text)
{
	return FName(*ToFString(Text, 256));
}
}
