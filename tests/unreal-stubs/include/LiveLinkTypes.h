// Stand-in for the engine: Live Link's data.
#pragma once

#include "CoreMinimal.h"

#include <any>

class UScriptStruct
{
public:
	std::function<std::any()> StubMake;
	/** Where the value lies in the box. */
	std::function<void*(std::any&)> StubPlace;
};

namespace Stub
{
template <typename StructType>
const UScriptStruct* ScriptStruct()
{
	static const UScriptStruct Struct{[] { return std::any(StructType()); }, [](std::any& Box) { return static_cast<void*>(&std::any_cast<StructType&>(Box)); }};
	return &Struct;
}
}

class FLiveLinkSubjectName
{
public:
	FLiveLinkSubjectName(const FName& InName) : Name(InName) {}
	FName Name;
};

struct FGuid
{
	friend bool operator==(const FGuid&, const FGuid&) = default;
	uint32 StubId = 0;
};

struct FLiveLinkSubjectKey
{
	FGuid Source;
	FLiveLinkSubjectName SubjectName;
};

struct FLiveLinkWorldTime
{
	FLiveLinkWorldTime() = default;
	explicit FLiveLinkWorldTime(double Seconds) : StubSeconds(Seconds) {}
	double StubSeconds = 0;
};

struct FLiveLinkMetaData
{
	FQualifiedFrameTime SceneTime;
};

struct FLiveLinkBaseStaticData
{
	static const UScriptStruct* StaticStruct() { return Stub::ScriptStruct<FLiveLinkBaseStaticData>(); }
	TArray<FName> PropertyNames;
};

struct FLiveLinkBaseFrameData
{
	static const UScriptStruct* StaticStruct() { return Stub::ScriptStruct<FLiveLinkBaseFrameData>(); }
	FLiveLinkWorldTime WorldTime;
	FLiveLinkMetaData MetaData;
	TArray<float> PropertyValues;
};

namespace Stub
{
/** A struct of any type with its class, as both wrappers of Live Link hold. */
class StructBox
{
public:
	explicit StructBox(const UScriptStruct* Struct) : Kind(Struct), Box(Struct->StubMake()) {}
	const UScriptStruct* Kind;
	std::any Box;
};
}

class FLiveLinkStaticDataStruct
{
public:
	explicit FLiveLinkStaticDataStruct(const UScriptStruct* Struct) : StubBox(Struct) {}
	template <typename StructType>
	StructType* Cast() { return static_cast<StructType*>(StubBox.Kind->StubPlace(StubBox.Box)); }
	Stub::StructBox StubBox;
};

class FLiveLinkFrameDataStruct
{
public:
	explicit FLiveLinkFrameDataStruct(const UScriptStruct* Struct) : StubBox(Struct) {}
	template <typename StructType>
	StructType* Cast() { return static_cast<StructType*>(StubBox.Kind->StubPlace(StubBox.Box)); }
	Stub::StructBox StubBox;
};
