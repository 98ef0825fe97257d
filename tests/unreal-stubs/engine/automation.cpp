#include "Misc/AutomationTest.h"

std::vector<std::string> Stub::SpecFailures;
int32 Stub::SpecRuns = 0;

std::vector<FAutomationSpecBase*>& Stub::Specs()
{
	static std::vector<FAutomationSpecBase*> All;
	return All;
}

void FAutomationSpecBase::Describe(const FString&, std::function<void()> Body)
{
	Body();
}

void FAutomationSpecBase::It(const FString&, std::function<void()> Body)
{
	++Stub::SpecRuns;
	Body();
}

bool FAutomationSpecBase::TestTrue(const FString& What, bool bValue)
{
	if (!bValue) Stub::SpecFailures.push_back(Stub::ToUtf8(*What));
	return bValue;
}
