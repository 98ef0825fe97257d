#include "scenario.h"

#include "Misc/AutomationTest.h"

using namespace scenario;

SCENARIO(AutomationSpecsPass)
{
	const FakeSidecar Sidecar;
	WriteFile(Sidecar.Folder / "Content/Python/avatar_tracker_bake.py", "");
	Stub::SetLiveLink(true);
	for (FAutomationSpecBase* Spec : Stub::Specs()) Spec->Define();
	for (const std::string& Failure : Stub::SpecFailures) Stub::GetWorld().Log.push_back("spec: " + Failure);
	EXPECT(Stub::SpecFailures.empty());
	EXPECT_SAME(Stub::SpecRuns, 9);
	// and they can fail
	Stub::SetLiveLink(false);
	for (FAutomationSpecBase* Spec : Stub::Specs()) Spec->Define();
	EXPECT_SAME(static_cast<double>(Stub::SpecFailures.size()), 1.0);
}
