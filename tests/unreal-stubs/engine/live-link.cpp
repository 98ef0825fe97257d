#include "Features/IModularFeatures.h"
#include "ILiveLinkClient.h"
#include "Roles/LiveLinkAnimationRole.h"
#include "Roles/LiveLinkAnimationTypes.h"
#include "Roles/LiveLinkBasicRole.h"
#include "Stub/World.h"

const FName ILiveLinkClient::ModularFeatureName(TEXT("LiveLinkClient"));

UClass* ULiveLinkAnimationRole::StaticClass()
{
	static UClass Class;
	return &Class;
}

UClass* ULiveLinkBasicRole::StaticClass()
{
	static UClass Class;
	return &Class;
}

IModularFeatures& IModularFeatures::Get()
{
	static IModularFeatures Features;
	return Features;
}

bool IModularFeatures::IsModularFeatureAvailable(const FName& Type) { return StubFind(Type) != nullptr; }

IModularFeature* IModularFeatures::StubFind(const FName& Type)
{
	return Type == ILiveLinkClient::ModularFeatureName ? Stub::GetWorld().LiveLink.get() : nullptr;
}

void Stub::SetLiveLink(bool bOn)
{
	World& Here = GetWorld();
	IModularFeatures& Features = IModularFeatures::Get();
	const std::shared_ptr<ILiveLinkClient> Old = Here.LiveLink;
	Here.LiveLink = bOn ? std::make_shared<ILiveLinkClient>() : nullptr;
	if (bOn) Features.StubRegistered.Broadcast(ILiveLinkClient::ModularFeatureName, Here.LiveLink.get());
	else Features.StubUnregistered.Broadcast(ILiveLinkClient::ModularFeatureName, Old.get());
}

FGuid ILiveLinkClient::AddSource(TSharedPtr<ILiveLinkSource> Source)
{
	const FGuid Guid{static_cast<uint32>(StubSources.size() + 1)};
	StubSources.emplace_back(Guid, Source);
	Source->ReceiveClient(this, Guid);
	return Guid;
}

void ILiveLinkClient::RemoveSource(TSharedPtr<ILiveLinkSource> Source)
{
	std::erase_if(StubSources, [&](const auto& Each) { return Each.second == Source && Source->RequestSourceShutdown(); });
}

Stub::Subject* ILiveLinkClient::StubFind(const FName& Name)
{
	for (Stub::Subject& Subject : StubSubjects)
	{
		if (Subject.Name == Name && !Subject.bRemoved) return &Subject;
	}
	return nullptr;
}

void ILiveLinkClient::PushSubjectStaticData_AnyThread(const FLiveLinkSubjectKey& Key, TSubclassOf<ULiveLinkRole> Role, FLiveLinkStaticDataStruct&& Data)
{
	Stub::Subject* Subject = StubFind(Key.SubjectName.Name);
	if (Subject == nullptr) Subject = &StubSubjects.emplace_back();
	Subject->Name = Key.SubjectName.Name;
	Subject->Role = Role.Get();
	Subject->Static.push_back(std::move(Data));
	// as the engine: the frames of the old structure go
	Subject->Frames.clear();
}

void ILiveLinkClient::PushSubjectFrameData_AnyThread(const FLiveLinkSubjectKey& Key, FLiveLinkFrameDataStruct&& Data)
{
	Stub::Subject* Subject = StubFind(Key.SubjectName.Name);
	bool bFits = Subject != nullptr;
	if (bFits && Subject->Role == ULiveLinkAnimationRole::StaticClass())
	{
		const int32 Bones = Subject->Static.back().Cast<FLiveLinkSkeletonStaticData>()->GetBoneNames().Num();
		bFits = Data.Cast<FLiveLinkAnimationFrameData>()->Transforms.Num() == Bones;
	}
	else if (bFits)
	{
		const int32 Names = Subject->Static.back().Cast<FLiveLinkBaseStaticData>()->PropertyNames.Num();
		bFits = Data.Cast<FLiveLinkBaseFrameData>()->PropertyValues.Num() == Names;
	}
	if (bFits) Subject->Frames.push_back(std::move(Data));
	else ++StubRefused;
}

void ILiveLinkClient::RemoveSubject_AnyThread(const FLiveLinkSubjectKey& Key)
{
	if (Stub::Subject* Subject = StubFind(Key.SubjectName.Name)) Subject->bRemoved = true;
}
