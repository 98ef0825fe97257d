// Stand-in for the engine: vectors, quaternions, transforms, frame rates.
#pragma once

#include "Core/Types.h"

struct FVector
{
	FVector() = default;
	FVector(double InX, double InY, double InZ) : X(InX), Y(InY), Z(InZ) {}
	static const FVector OneVector;
	double X = 0, Y = 0, Z = 0;
};

struct FVector2D
{
	FVector2D(double InX, double InY) : X(InX), Y(InY) {}
	double X = 0, Y = 0;
};

struct FQuat
{
	FQuat() = default;
	FQuat(double InX, double InY, double InZ, double InW) : X(InX), Y(InY), Z(InZ), W(InW) {}
	FQuat GetNormalized() const;
	double X = 0, Y = 0, Z = 0, W = 1;
};

class FTransform
{
public:
	FTransform() = default;
	FTransform(const FQuat& Rotation, const FVector& Translation, const FVector& Scale)
		: StubRotation(Rotation), StubTranslation(Translation), StubScale(Scale)
	{
	}
	FQuat GetRotation() const { return StubRotation; }
	FVector GetTranslation() const { return StubTranslation; }
	void SetRotation(const FQuat& Rotation) { StubRotation = Rotation; }
	void SetTranslation(const FVector& Translation) { StubTranslation = Translation; }

	FQuat StubRotation;
	FVector StubTranslation;
	FVector StubScale{1, 1, 1};
};

struct FFrameTime
{
	double StubFrames = 0;
};

struct FFrameRate
{
	FFrameRate() = default;
	FFrameRate(uint32 InNumerator, uint32 InDenominator) : Numerator(static_cast<int32>(InNumerator)), Denominator(static_cast<int32>(InDenominator)) {}
	FFrameTime AsFrameTime(double Seconds) const { return {Seconds * Numerator / Denominator}; }
	int32 Numerator = 60000;
	int32 Denominator = 1;
};

struct FQualifiedFrameTime
{
	FQualifiedFrameTime() = default;
	FQualifiedFrameTime(const FFrameTime& InTime, const FFrameRate& InRate) : Time(InTime), Rate(InRate) {}
	FFrameTime Time;
	FFrameRate Rate;
};

struct FMargin
{
	FMargin(float Uniform) : StubLeft(Uniform), StubTop(Uniform) {}
	FMargin(float Horizontal, float Vertical) : StubLeft(Horizontal), StubTop(Vertical) {}
	float StubLeft = 0, StubTop = 0;
};
