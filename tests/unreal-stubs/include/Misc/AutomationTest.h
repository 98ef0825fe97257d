// Stand-in for the engine: automation specs that the scenarios run.
#pragma once

#include "CoreMinimal.h"
#include "Misc/EngineVersionComparison.h"

// 5.5 made an enum class of the flags
#if UE_VERSION_OLDER_THAN(5, 5, 0)
namespace EAutomationTestFlags
{
enum Type : uint32 { EditorContext = 1, ProductFilter = 2 };
}
using StubFlags = uint32;
#else
enum class EAutomationTestFlags : uint32 { EditorContext = 1, ProductFilter = 2 };
constexpr EAutomationTestFlags operator|(EAutomationTestFlags A, EAutomationTestFlags B)
{
	return static_cast<EAutomationTestFlags>(static_cast<uint32>(A) | static_cast<uint32>(B));
}
using StubFlags = EAutomationTestFlags;
#endif

class FAutomationSpecBase
{
public:
	virtual ~FAutomationSpecBase() = default;
	virtual void Define() = 0;
	void Describe(const FString& What, std::function<void()> Body);
	void It(const FString& What, std::function<void()> Body);
	bool TestTrue(const FString& What, bool bValue);
	template <typename ValueType>
	bool TestEqual(const FString& What, const ValueType& Actual, const ValueType& Expected)
	{
		return TestTrue(What, Actual == Expected);
	}
};

namespace Stub
{
/** Every spec of the plugin. */
std::vector<FAutomationSpecBase*>& Specs();
/** What the specs said that failed; how many were run. */
extern std::vector<std::string> SpecFailures;
extern int32 SpecRuns;
}

#define BEGIN_DEFINE_SPEC(SpecName, PrettyName, Flags) \
	class SpecName : public FAutomationSpecBase \
	{ \
	public: \
		SpecName() { ::Stub::Specs().push_back(this); } \
		static constexpr StubFlags StubItsFlags = Flags; \
		virtual void Define() override;
#define END_DEFINE_SPEC(SpecName) \
	} \
	; \
	static SpecName StubSpec##SpecName;
