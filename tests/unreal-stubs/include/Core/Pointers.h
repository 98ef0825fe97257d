// Stand-in for the engine: shared and unique pointers.
#pragma once

#include "Core/Types.h"

template <typename ObjectType>
class TSharedRef;

template <typename ObjectType>
class TSharedPtr
{
public:
	TSharedPtr() = default;
	TSharedPtr(std::nullptr_t) {}
	explicit TSharedPtr(std::shared_ptr<ObjectType> Pointer) : StubPointer(std::move(Pointer)) {}
	template <typename OtherType, typename = std::enable_if_t<std::is_convertible_v<OtherType*, ObjectType*>>>
	TSharedPtr(const TSharedPtr<OtherType>& Other) : StubPointer(Other.StubPointer) {}
	template <typename OtherType, typename = std::enable_if_t<std::is_convertible_v<OtherType*, ObjectType*>>>
	TSharedPtr(const TSharedRef<OtherType>& Other) : StubPointer(Other.StubPointer) {}

	bool IsValid() const { return StubPointer != nullptr; }
	explicit operator bool() const { return IsValid(); }
	ObjectType* Get() const { return StubPointer.get(); }
	ObjectType* operator->() const { return StubPointer.get(); }
	ObjectType& operator*() const { return *StubPointer; }
	void Reset() { StubPointer.reset(); }
	TSharedRef<ObjectType> ToSharedRef() const { return TSharedRef<ObjectType>(StubPointer); }
	friend bool operator==(const TSharedPtr& A, const TSharedPtr& B) { return A.StubPointer == B.StubPointer; }

	std::shared_ptr<ObjectType> StubPointer;
};

template <typename ObjectType>
class TSharedRef
{
public:
	explicit TSharedRef(std::shared_ptr<ObjectType> Pointer) : StubPointer(std::move(Pointer))
	{
		if (!StubPointer) std::abort();
	}
	template <typename OtherType, typename = std::enable_if_t<std::is_convertible_v<OtherType*, ObjectType*>>>
	TSharedRef(const TSharedRef<OtherType>& Other) : StubPointer(Other.StubPointer)
	{
	}
	ObjectType& Get() const { return *StubPointer; }
	ObjectType* operator->() const { return StubPointer.get(); }
	ObjectType& operator*() const { return *StubPointer; }

	std::shared_ptr<ObjectType> StubPointer;
};

template <typename ObjectType>
class TWeakPtr
{
public:
	TWeakPtr() = default;
	TWeakPtr(const TSharedPtr<ObjectType>& Pointer) : StubPointer(Pointer.StubPointer) {}
	explicit TWeakPtr(std::weak_ptr<ObjectType> Pointer) : StubPointer(std::move(Pointer)) {}
	TSharedPtr<ObjectType> Pin() const { return TSharedPtr<ObjectType>(StubPointer.lock()); }
	bool IsValid() const { return !StubPointer.expired(); }

	std::weak_ptr<ObjectType> StubPointer;
};

template <typename ObjectType>
class TSharedFromThis : public std::enable_shared_from_this<ObjectType>
{
public:
	TSharedRef<ObjectType> AsShared() { return TSharedRef<ObjectType>(this->shared_from_this()); }
	TWeakPtr<ObjectType> AsWeak() { return TWeakPtr<ObjectType>(this->weak_from_this()); }
};

template <typename ObjectType, typename... ArgumentTypes>
TSharedRef<ObjectType> MakeShared(ArgumentTypes&&... Arguments)
{
	return TSharedRef<ObjectType>(std::make_shared<ObjectType>(std::forward<ArgumentTypes>(Arguments)...));
}

template <typename ObjectType>
class TUniquePtr : public std::unique_ptr<ObjectType>
{
public:
	using std::unique_ptr<ObjectType>::unique_ptr;
	bool IsValid() const { return this->get() != nullptr; }
	ObjectType* Get() const { return this->get(); }
	void Reset() { this->reset(); }
};

template <typename ObjectType, typename... ArgumentTypes>
TUniquePtr<ObjectType> MakeUnique(ArgumentTypes&&... Arguments)
{
	return TUniquePtr<ObjectType>(new ObjectType(std::forward<ArgumentTypes>(Arguments)...));
}
