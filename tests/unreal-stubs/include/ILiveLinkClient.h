// Stand-in for the engine: a client that keeps what is pushed, and refuses what the real one refuses.
#pragma once

#include "Features/IModularFeatures.h"
#include "ILiveLinkSource.h"

class ULiveLinkRole;
class UClass;

namespace Stub
{
struct Subject
{
	FName Name;
	UClass* Role = nullptr;
	std::vector<FLiveLinkStaticDataStruct> Static;
	std::vector<FLiveLinkFrameDataStruct> Frames;
	bool bRemoved = false;
};
}

class ILiveLinkClient : public IModularFeature
{
public:
	static const FName ModularFeatureName;
	FGuid AddSource(TSharedPtr<ILiveLinkSource> Source);
	void RemoveSource(TSharedPtr<ILiveLinkSource> Source);
	void PushSubjectStaticData_AnyThread(const FLiveLinkSubjectKey& Key, TSubclassOf<ULiveLinkRole> Role, FLiveLinkStaticDataStruct&& Data);
	void PushSubjectFrameData_AnyThread(const FLiveLinkSubjectKey& Key, FLiveLinkFrameDataStruct&& Data);
	void RemoveSubject_AnyThread(const FLiveLinkSubjectKey& Key);

	Stub::Subject* StubFind(const FName& Name);
	std::vector<std::pair<FGuid, TSharedPtr<ILiveLinkSource>>> StubSources;
	std::vector<Stub::Subject> StubSubjects;
	/** Frames before their static data, or of another length. */
	int32 StubRefused = 0;
};
