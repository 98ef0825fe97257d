// Stand-in for the engine: what all widgets share. Attributes and events are kept, so that tests read and press.
#pragma once

#include "CoreMinimal.h"

#include <tuple>

class FReply
{
public:
	static FReply Handled() { return {true}; }
	static FReply Unhandled() { return {false}; }
	bool IsEventHandled() const { return StubHandled; }
	bool StubHandled;
};

struct EVisibility
{
	static const EVisibility Visible;
	static const EVisibility Collapsed;
	friend bool operator==(const EVisibility&, const EVisibility&) = default;
	int32 StubValue = 0;
};

template <typename ValueType>
class TAttribute
{
public:
	TAttribute() = default;
	template <typename OtherType, typename = std::enable_if_t<std::is_convertible_v<OtherType, ValueType>>>
	TAttribute(const OtherType& Value) : StubGet([Value]() -> ValueType { return Value; })
	{
	}
	ValueType Get() const { return StubGet ? StubGet() : ValueType(); }
	bool IsSet() const { return StubGet != nullptr; }

	std::function<ValueType()> StubGet;
};

struct FGeometry
{
};
class FDragDropEvent;

class SWidget : public TSharedFromThis<SWidget>
{
public:
	virtual ~SWidget() = default;
	virtual void Tick(const FGeometry&, const double, const float) {}
	virtual FReply OnDragOver(const FGeometry&, const FDragDropEvent&) { return FReply::Unhandled(); }
	virtual FReply OnDrop(const FGeometry&, const FDragDropEvent&) { return FReply::Unhandled(); }

	std::vector<TSharedPtr<SWidget>> StubChildren;
	TAttribute<FText> StubText;
	TAttribute<FText> StubTip;
	TAttribute<EVisibility> StubVisibility;
	TDelegate<FReply()> StubClick;
};

namespace Stub
{
/** The widget's owner lives as long as the widget in these tests; the engine holds it weakly. */
template <typename ValueType, typename OwnerType>
TAttribute<ValueType> Getter(OwnerType* Owner, ValueType (OwnerType::*Method)() const)
{
	TAttribute<ValueType> Made;
	Made.StubGet = [Owner, Method] { return (Owner->*Method)(); };
	return Made;
}
}

#define SLATE_ATTRIBUTE(Type, Name) \
	TAttribute<Type> _##Name; \
	WidgetArgsType& Name(TAttribute<Type> Value) \
	{ \
		_##Name = std::move(Value); \
		return static_cast<WidgetArgsType&>(*this); \
	} \
	template <typename OwnerType> \
	WidgetArgsType& Name(OwnerType* Owner, Type (OwnerType::*Method)() const) \
	{ \
		_##Name = ::Stub::Getter<Type>(Owner, Method); \
		return static_cast<WidgetArgsType&>(*this); \
	} \
	template <typename LambdaType> \
	WidgetArgsType& Name##_Lambda(LambdaType Lambda) \
	{ \
		_##Name.StubGet = Lambda; \
		return static_cast<WidgetArgsType&>(*this); \
	}

#define SLATE_EVENT(Type, Name) \
	Type _##Name; \
	template <typename OwnerType, typename MethodType> \
	WidgetArgsType& Name(OwnerType* Owner, MethodType Method) \
	{ \
		_##Name.StubCall = [Owner, Method](auto&&... Arguments) { return (Owner->*Method)(std::forward<decltype(Arguments)>(Arguments)...); }; \
		return static_cast<WidgetArgsType&>(*this); \
	} \
	template <typename LambdaType> \
	WidgetArgsType& Name##_Lambda(LambdaType Lambda) \
	{ \
		_##Name.StubCall = Lambda; \
		return static_cast<WidgetArgsType&>(*this); \
	}

#define SLATE_ARGUMENT(Type, Name) \
	Type _##Name{}; \
	WidgetArgsType& Name(Type Value) \
	{ \
		_##Name = std::move(Value); \
		return static_cast<WidgetArgsType&>(*this); \
	}

#define SLATE_DEFAULT_SLOT() \
	TSharedPtr<SWidget> StubContent; \
	WidgetArgsType& operator[](const TSharedRef<SWidget>& Content) \
	{ \
		StubContent = Content; \
		return static_cast<WidgetArgsType&>(*this); \
	}

template <typename WidgetType>
struct TSlateBaseNamedArgs
{
	using WidgetArgsType = typename WidgetType::FArguments;
	SLATE_ATTRIBUTE(FText, ToolTipText)
	SLATE_ATTRIBUTE(EVisibility, Visibility)
};

#define SLATE_BEGIN_ARGS(WidgetType) \
public: \
	struct FArguments : public TSlateBaseNamedArgs<WidgetType> \
	{ \
		using WidgetArgsType = FArguments; \
		FArguments()
#define SLATE_END_ARGS() \
	};

namespace Stub
{
template <typename WidgetType, typename ArgumentsType>
struct Maker
{
	ArgumentsType Required;
	TSharedRef<WidgetType> operator<<=(const typename WidgetType::FArguments& Named)
	{
		const TSharedRef<WidgetType> Widget = MakeShared<WidgetType>();
		Widget->StubTip = Named._ToolTipText;
		Widget->StubVisibility = Named._Visibility;
		std::apply([&](auto&&... Each) { Widget->Construct(Named, Each...); }, Required);
		return Widget;
	}
};
template <typename WidgetType, typename... ArgumentTypes>
auto MakeMaker(const ArgumentTypes&... Arguments)
{
	return Maker<WidgetType, std::tuple<ArgumentTypes...>>{{Arguments...}};
}
template <typename TargetType>
struct Assigner
{
	TargetType& Target;
	template <typename WidgetType>
	TSharedRef<WidgetType> operator=(const TSharedRef<WidgetType>& Widget)
	{
		Target = Widget;
		return Widget;
	}
};
}

#define SNew(WidgetType, ...) ::Stub::MakeMaker<WidgetType>(__VA_ARGS__) <<= WidgetType::FArguments()
#define SAssignNew(Target, WidgetType, ...) \
	::Stub::Assigner<decltype(Target)>{Target} = ::Stub::MakeMaker<WidgetType>(__VA_ARGS__) <<= WidgetType::FArguments()

class SCompoundWidget : public SWidget
{
public:
	struct StubSlot
	{
		SWidget* Owner;
		void operator[](const TSharedRef<SWidget>& Content) { Owner->StubChildren.push_back(Content); }
	};
	StubSlot ChildSlot{this};
};
