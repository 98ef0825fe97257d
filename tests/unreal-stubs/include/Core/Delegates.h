// Stand-in for the engine: delegates, single and multicast.
#pragma once

#include "Core/Pointers.h"

class FDelegateHandle
{
public:
	bool IsValid() const { return StubId != 0; }
	uint64 StubId = 0;
};

namespace Stub
{
uint64 NextDelegateId();

/** Calls a method while its owner lives. */
template <typename OwnerType, typename MethodType>
auto BindWeak(std::weak_ptr<OwnerType> Owner, MethodType Method)
{
	return [Owner, Method](auto&&... Arguments)
	{
		using ResultType = decltype(((*std::shared_ptr<OwnerType>()).*Method)(std::forward<decltype(Arguments)>(Arguments)...));
		const std::shared_ptr<OwnerType> Alive = Owner.lock();
		if constexpr (std::is_void_v<ResultType>)
		{
			if (Alive) ((*Alive).*Method)(std::forward<decltype(Arguments)>(Arguments)...);
		}
		else return Alive ? ((*Alive).*Method)(std::forward<decltype(Arguments)>(Arguments)...) : ResultType();
	};
}

template <typename OwnerType>
std::weak_ptr<OwnerType> WeakOf(OwnerType* Owner)
{
	return std::static_pointer_cast<OwnerType>(Owner->shared_from_this());
}
template <typename OwnerType>
std::weak_ptr<OwnerType> WeakOf(const TSharedRef<OwnerType>& Owner)
{
	return Owner.StubPointer;
}
}

template <typename SignatureType>
class TDelegate;

template <typename ResultType, typename... ArgumentTypes>
class TDelegate<ResultType(ArgumentTypes...)>
{
public:
	template <typename OwnerType, typename MethodType>
	static TDelegate CreateRaw(OwnerType* Owner, MethodType Method)
	{
		TDelegate Made;
		Made.StubOwner = Owner;
		Made.StubCall = [Owner, Method](ArgumentTypes... Arguments) -> ResultType { return (Owner->*Method)(std::forward<ArgumentTypes>(Arguments)...); };
		return Made;
	}
	template <typename OwnerType, typename MethodType>
	void BindSP(OwnerType* Owner, MethodType Method) { StubCall = Stub::BindWeak(Stub::WeakOf(Owner), Method); }
	template <typename OwnerType, typename MethodType>
	void BindSP(const TSharedRef<OwnerType>& Owner, MethodType Method) { StubCall = Stub::BindWeak(Stub::WeakOf(Owner), Method); }
	template <typename LambdaType>
	void BindLambda(LambdaType Lambda) { StubCall = Lambda; }
	void Unbind() { StubCall = nullptr; }
	bool IsBound() const { return StubCall != nullptr; }
	ResultType Execute(ArgumentTypes... Arguments) const { return StubCall(std::forward<ArgumentTypes>(Arguments)...); }
	bool ExecuteIfBound(ArgumentTypes... Arguments) const
	{
		// a callback may unbind itself
		const auto Call = StubCall;
		if (Call) Call(std::forward<ArgumentTypes>(Arguments)...);
		return Call != nullptr;
	}

	std::function<ResultType(ArgumentTypes...)> StubCall;
	const void* StubOwner = nullptr;
};

template <typename... ArgumentTypes>
class TMulticastDelegate
{
public:
	using FDelegate = TDelegate<void(ArgumentTypes...)>;

	template <typename OwnerType, typename MethodType>
	FDelegateHandle AddSP(OwnerType* Owner, MethodType Method)
	{
		return StubAdd(Stub::BindWeak(Stub::WeakOf(Owner), Method));
	}
	void Remove(FDelegateHandle Handle)
	{
		std::erase_if(StubCalls, [&](const auto& Each) { return Each.first == Handle.StubId; });
	}
	bool IsBound() const { return !StubCalls.empty(); }
	void Broadcast(ArgumentTypes... Arguments) const
	{
		const auto Calls = StubCalls;
		for (const auto& Each : Calls) Each.second(Arguments...);
	}

	FDelegateHandle StubAdd(std::function<void(ArgumentTypes...)> Call)
	{
		FDelegateHandle Handle;
		Handle.StubId = Stub::NextDelegateId();
		StubCalls.emplace_back(Handle.StubId, std::move(Call));
		return Handle;
	}
	std::vector<std::pair<uint64, std::function<void(ArgumentTypes...)>>> StubCalls;
};

#define DECLARE_DELEGATE(Name) using Name = TDelegate<void()>
#define DECLARE_DELEGATE_OneParam(Name, A) using Name = TDelegate<void(A)>
#define DECLARE_DELEGATE_TwoParams(Name, A, B) using Name = TDelegate<void(A, B)>
#define DECLARE_MULTICAST_DELEGATE(Name) using Name = TMulticastDelegate<>
#define DECLARE_MULTICAST_DELEGATE_OneParam(Name, A) using Name = TMulticastDelegate<A>
#define DECLARE_MULTICAST_DELEGATE_TwoParams(Name, A, B) using Name = TMulticastDelegate<A, B>
#define DECLARE_MULTICAST_DELEGATE_ThreeParams(Name, A, B, C) using Name = TMulticastDelegate<A, B, C>

#define DECLARE_DELEGATE_RetVal_OneParam(Result, Name, A) using Name = TDelegate<Result(A)>

using FSimpleDelegate = TDelegate<void()>;
using FSimpleMulticastDelegate = TMulticastDelegate<>;
