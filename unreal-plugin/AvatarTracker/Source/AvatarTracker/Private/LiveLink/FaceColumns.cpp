// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "LiveLink/FaceColumns.h"

namespace
{
FFaceColumn Column(const TCHAR* Name, float Constant = 0.0f)
{
	return {FName(Name), Constant};
}
}

const TArray<FFaceColumn>& GetArkitColumns()
{
	static const TArray<FFaceColumn> Columns = {
		Column(TEXT("EyeBlinkLeft")), Column(TEXT("EyeLookDownLeft")), Column(TEXT("EyeLookInLeft")),
		Column(TEXT("EyeLookOutLeft")), Column(TEXT("EyeLookUpLeft")), Column(TEXT("EyeSquintLeft")),
		Column(TEXT("EyeWideLeft")), Column(TEXT("EyeBlinkRight")), Column(TEXT("EyeLookDownRight")),
		Column(TEXT("EyeLookInRight")), Column(TEXT("EyeLookOutRight")), Column(TEXT("EyeLookUpRight")),
		Column(TEXT("EyeSquintRight")), Column(TEXT("EyeWideRight")), Column(TEXT("JawForward")), Column(TEXT("JawRight")),
		Column(TEXT("JawLeft")), Column(TEXT("JawOpen")), Column(TEXT("MouthClose")), Column(TEXT("MouthFunnel")),
		Column(TEXT("MouthPucker")), Column(TEXT("MouthRight")), Column(TEXT("MouthLeft")), Column(TEXT("MouthSmileLeft")),
		Column(TEXT("MouthSmileRight")), Column(TEXT("MouthFrownLeft")), Column(TEXT("MouthFrownRight")),
		Column(TEXT("MouthDimpleLeft")), Column(TEXT("MouthDimpleRight")), Column(TEXT("MouthStretchLeft")),
		Column(TEXT("MouthStretchRight")), Column(TEXT("MouthRollLower")), Column(TEXT("MouthRollUpper")),
		Column(TEXT("MouthShrugLower")), Column(TEXT("MouthShrugUpper")), Column(TEXT("MouthPressLeft")),
		Column(TEXT("MouthPressRight")), Column(TEXT("MouthLowerDownLeft")), Column(TEXT("MouthLowerDownRight")),
		Column(TEXT("MouthUpperUpLeft")), Column(TEXT("MouthUpperUpRight")), Column(TEXT("BrowDownLeft")),
		Column(TEXT("BrowDownRight")), Column(TEXT("BrowInnerUp")), Column(TEXT("BrowOuterUpLeft")),
		Column(TEXT("BrowOuterUpRight")), Column(TEXT("CheekPuff")), Column(TEXT("CheekSquintLeft")),
		Column(TEXT("CheekSquintRight")), Column(TEXT("NoseSneerLeft")), Column(TEXT("NoseSneerRight")),
		Column(TEXT("TongueOut")), Column(TEXT("HeadYaw")), Column(TEXT("HeadPitch")), Column(TEXT("HeadRoll")),
		Column(TEXT("LeftEyeYaw")), Column(TEXT("LeftEyePitch")), Column(TEXT("LeftEyeRoll")), Column(TEXT("RightEyeYaw")),
		Column(TEXT("RightEyePitch")), Column(TEXT("RightEyeRoll"))
	};
	return Columns;
}

const TArray<FFaceColumn>& GetMetaHumanColumns()
{
	static const TArray<FFaceColumn> Columns = {
		Column(TEXT("HeadYaw")), Column(TEXT("HeadPitch")), Column(TEXT("HeadRoll")),
		Column(TEXT("HeadTranslationX")), Column(TEXT("HeadTranslationY")), Column(TEXT("HeadTranslationZ")),
		Column(TEXT("HeadControlSwitch")), Column(TEXT("MHFDSVersion"), 1.0f), Column(TEXT("DisableFaceOverride"), 1.0f)
	};
	return Columns;
}
