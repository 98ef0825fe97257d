#pragma once

#include "CoreMinimal.h"

class IModularFeature
{
};

class IModularFeatures
{
public:
	static IModularFeatures& Get();
	bool IsModularFeatureAvailable(const FName& Type);
	template <typename FeatureType>
	FeatureType& GetModularFeature(const FName& Type)
	{
		return *static_cast<FeatureType*>(StubFind(Type));
	}
	TMulticastDelegate<const FName&, IModularFeature*>& OnModularFeatureRegistered() { return StubRegistered; }
	TMulticastDelegate<const FName&, IModularFeature*>& OnModularFeatureUnregistered() { return StubUnregistered; }

	IModularFeature* StubFind(const FName& Type);
	TMulticastDelegate<const FName&, IModularFeature*> StubRegistered;
	TMulticastDelegate<const FName&, IModularFeature*> StubUnregistered;
};
