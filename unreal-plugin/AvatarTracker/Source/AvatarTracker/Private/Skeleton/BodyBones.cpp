// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Skeleton/BodyBones.h"

const TArray<FName>& GetKeyedBones()
{
	static const TArray<FName> Bones = []
	{
		TArray<FName> Names;
		for (const TCHAR* Name : {TEXT("root"), TEXT("pelvis"), TEXT("spine_01"), TEXT("spine_02"), TEXT("spine_03"),
			TEXT("spine_04"), TEXT("spine_05"), TEXT("neck_01"), TEXT("neck_02"), TEXT("head")})
		{
			Names.Add(FName(Name));
		}
		for (const TCHAR* Side : {TEXT("_l"), TEXT("_r")})
		{
			for (const TCHAR* Name : {TEXT("clavicle"), TEXT("upperarm"), TEXT("lowerarm"), TEXT("hand"),
				TEXT("thigh"), TEXT("calf"), TEXT("foot"), TEXT("ball"),
				TEXT("thumb_01"), TEXT("thumb_02"), TEXT("thumb_03"),
				TEXT("index_metacarpal"), TEXT("index_01"), TEXT("index_02"), TEXT("index_03"),
				TEXT("middle_metacarpal"), TEXT("middle_01"), TEXT("middle_02"), TEXT("middle_03"),
				TEXT("ring_metacarpal"), TEXT("ring_01"), TEXT("ring_02"), TEXT("ring_03"),
				TEXT("pinky_metacarpal"), TEXT("pinky_01"), TEXT("pinky_02"), TEXT("pinky_03")})
			{
				Names.Add(FName(*(FString(Name) + Side)));
			}
		}
		return Names;
	}();
	return Bones;
}

bool IsFingerBone(const FString& Bone)
{
	for (const TCHAR* Finger : {TEXT("thumb_"), TEXT("index_"), TEXT("middle_"), TEXT("ring_"), TEXT("pinky_")})
	{
		if (Bone.StartsWith(Finger)) return true;
	}
	return false;
}
