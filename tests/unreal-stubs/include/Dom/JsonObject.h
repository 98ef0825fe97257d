// Stand-in for the engine: JSON values.
#pragma once

#include "CoreMinimal.h"

class FJsonObject;

class FJsonValue
{
public:
	enum class StubKind { Null, Bool, Number, Text, Array, Object };
	bool TryGetString(FString& Text) const;
	bool TryGetObject(const TSharedPtr<FJsonObject>*& Object) const;

	StubKind Kind = StubKind::Null;
	bool StubBool = false;
	double StubNumber = 0;
	FString StubText;
	TArray<TSharedPtr<FJsonValue>> StubItems;
	TSharedPtr<FJsonObject> StubObject;
};

class FJsonObject
{
public:
	bool TryGetStringField(const FString& Field, FString& Text) const;
	bool TryGetBoolField(const FString& Field, bool& Value) const;
	bool TryGetNumberField(const FString& Field, double& Value) const;
	bool TryGetArrayField(const FString& Field, const TArray<TSharedPtr<FJsonValue>>*& Items) const;
	bool TryGetObjectField(const FString& Field, const TSharedPtr<FJsonObject>*& Object) const;
	void SetStringField(const FString& Field, const FString& Text);
	void SetObjectField(const FString& Field, const TSharedPtr<FJsonObject>& Object);

	TSharedPtr<FJsonValue> StubAdd(const FString& Field);
	TMap<FString, TSharedPtr<FJsonValue>> StubFields;
};
