#pragma once

#include "CoreMinimal.h"

class USelection : public UObject
{
public:
	template <typename ObjectType>
	int32 GetSelectedObjects(TArray<ObjectType*>& Objects)
	{
		for (UObject* Object : StubSelected)
		{
			if (ObjectType* Fitting = dynamic_cast<ObjectType*>(Object)) Objects.Add(Fitting);
		}
		return Objects.Num();
	}
	TArray<UObject*> StubSelected;
};
