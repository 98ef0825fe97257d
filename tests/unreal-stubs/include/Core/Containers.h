// Stand-in for the engine: arrays, maps, options.
#pragma once

#include "Core/Types.h"

#include <initializer_list>
#include <optional>

template <typename ItemType>
class TArray
{
	using StubStored = std::conditional_t<std::is_same_v<ItemType, bool>, unsigned char, ItemType>;

public:
	TArray() = default;
	TArray(std::initializer_list<ItemType> Items) : StubItems(Items.begin(), Items.end()) {}

	int32 Num() const { return static_cast<int32>(StubItems.size()); }
	int32 Add(ItemType Item)
	{
		StubItems.push_back(std::move(Item));
		return Num() - 1;
	}
	void AddUnique(const ItemType& Item)
	{
		if (std::find(StubItems.begin(), StubItems.end(), Item) == StubItems.end()) StubItems.push_back(Item);
	}
	void RemoveAt(int32 Index) { StubItems.erase(StubItems.begin() + Index); }
	void Empty() { StubItems.clear(); }
	void Reserve(int32 Count) { StubItems.reserve(static_cast<std::size_t>(Count)); }
	StubStored& operator[](int32 Index) { return StubItems.at(static_cast<std::size_t>(Index)); }
	const StubStored& operator[](int32 Index) const { return StubItems.at(static_cast<std::size_t>(Index)); }
	auto begin() { return StubItems.begin(); }
	auto end() { return StubItems.end(); }
	auto begin() const { return StubItems.begin(); }
	auto end() const { return StubItems.end(); }

private:
	std::vector<StubStored> StubItems;
};

template <typename KeyType, typename ValueType>
struct TPair
{
	KeyType Key;
	ValueType Value;
};

template <typename KeyType, typename ValueType>
class TMap
{
	using StubPair = TPair<KeyType, ValueType>;

public:
	void Add(const KeyType& Key, const ValueType& Value)
	{
		if (ValueType* Found = Find(Key)) *Found = Value;
		else StubItems.push_back({Key, Value});
	}
	ValueType* Find(const KeyType& Key)
	{
		for (StubPair& Pair : StubItems)
		{
			if (Pair.Key == Key) return &Pair.Value;
		}
		return nullptr;
	}
	const ValueType* Find(const KeyType& Key) const { return const_cast<TMap*>(this)->Find(Key); }
	bool Contains(const KeyType& Key) const { return Find(Key) != nullptr; }
	auto begin() const { return StubItems.begin(); }
	auto end() const { return StubItems.end(); }

private:
	std::vector<StubPair> StubItems;
};

template <typename ValueType>
class TOptional
{
public:
	TOptional() = default;
	TOptional(ValueType Value) : StubValue(std::move(Value)) {}
	bool IsSet() const { return StubValue.has_value(); }
	const ValueType& GetValue() const { return StubValue.value(); }
	const ValueType& operator*() const { return StubValue.value(); }
	const ValueType* operator->() const { return &StubValue.value(); }

private:
	std::optional<ValueType> StubValue;
};
