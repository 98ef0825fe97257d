// Stand-in for the engine: reflection of properties.
#pragma once

#include "CoreMinimal.h"

enum EPropertyPortFlags : uint32
{
	PPF_None = 0
};

class FProperty
{
public:
	explicit FProperty(const TCHAR* Name, FString UObject::* Place) : StubName(Name), StubPlace(Place) {}
	FString GetName() const { return StubName; }
	template <typename ValueType>
	ValueType* ContainerPtrToValuePtr(void* Container) const
	{
		return &(static_cast<UObject*>(Container)->*StubPlace);
	}
	/** Where the text ends that was read; null when it is none of the property's type. */
	const TCHAR* ImportText_Direct(const TCHAR* Buffer, void* Value, UObject* Owner, int32 PortFlags) const;

	FString StubName;
	FString UObject::* StubPlace;
};

class UClass : public UObject
{
public:
	std::vector<FProperty*> StubProperties;
};

template <typename FieldType>
class TFieldIterator
{
public:
	explicit TFieldIterator(const UClass* Class) : StubClass(Class) {}
	explicit operator bool() const { return StubClass != nullptr && StubIndex < StubClass->StubProperties.size(); }
	TFieldIterator& operator++()
	{
		++StubIndex;
		return *this;
	}
	FieldType* operator*() const { return StubClass->StubProperties[StubIndex]; }
	FieldType* operator->() const { return **this; }

	const UClass* StubClass;
	std::size_t StubIndex = 0;
};
