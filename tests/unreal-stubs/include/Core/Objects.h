// Stand-in for the engine: objects, classes, properties, weak and strong references.
#pragma once

#include "Core/Strings.h"

#define UCLASS(...)
#define UENUM(...)
#define UMETA(...)
#define UPROPERTY(...)
#define GENERATED_BODY() public:

class UClass;

class UObject
{
public:
	virtual ~UObject() = default;
	FString GetName() const { return StubName; }
	FString GetPathName() const { return StubPath; }
	FName GetFName() const { return FName(*StubName); }
	UClass* GetClass() const { return StubClass; }
	virtual bool Modify(bool bAlwaysMarkDirty = true);

	FString StubName;
	FString StubPath;
	UClass* StubClass = nullptr;
	/** Undo steps that the object was put into. */
	int32 StubModified = 0;
};

namespace Stub
{
/** Objects live until the test ends, as the engine's until a collection. */
UObject* Keep(std::unique_ptr<UObject> Object);
UObject* FindObject(const FString& Path);
}

template <typename ObjectType>
ObjectType* NewObject()
{
	return static_cast<ObjectType*>(Stub::Keep(std::make_unique<ObjectType>()));
}

template <typename ObjectType>
ObjectType* LoadObject(UObject*, const TCHAR* Path)
{
	return dynamic_cast<ObjectType*>(Stub::FindObject(FString(Path)));
}

template <typename ObjectType>
ObjectType* GetMutableDefault()
{
	static ObjectType Default;
	return &Default;
}

template <typename ObjectType>
const ObjectType* GetDefault()
{
	return GetMutableDefault<ObjectType>();
}

template <typename ObjectType>
class TSubclassOf
{
public:
	TSubclassOf() = default;
	TSubclassOf(UClass* Class) : StubClass(Class) {}
	UClass* Get() const { return StubClass; }

	UClass* StubClass = nullptr;
};

template <typename ObjectType>
class TWeakObjectPtr
{
public:
	TWeakObjectPtr() = default;
	TWeakObjectPtr(ObjectType* Object) : StubObject(Object) {}
	bool IsValid() const { return StubObject != nullptr; }
	ObjectType* Get() const { return StubObject; }
	ObjectType* operator->() const { return StubObject; }
	ObjectType& operator*() const { return *StubObject; }

	ObjectType* StubObject = nullptr;
};

template <typename ObjectType>
class TStrongObjectPtr
{
public:
	void Reset(ObjectType* Object) { StubObject = Object; }
	ObjectType* Get() const { return StubObject; }
	ObjectType* operator->() const { return StubObject; }
	ObjectType& operator*() const { return *StubObject; }

	ObjectType* StubObject = nullptr;
};
