// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/Messages.h"

namespace avatar
{
/** What the editor does with a job that the service has finished. */
enum class BakeState { None, Baking, Baked, Failed };

/** One row of the queue: a job as a person sees it. All texts are showable. */
struct BoardRow
{
	std::string Id;
	std::string Name;
	std::string VideoPath;
	JobState State = JobState::Queued;
	std::string Stage;
	/** 0 to 1 within the stage; empty when the service cannot say. */
	std::optional<double> Share;
	std::optional<double> EtaSeconds;
	/** Sentence and what to do; empty when all is well. */
	std::string Trouble;
	std::vector<std::string> Warnings;
	/** Bake script on this machine; empty until the job is done. */
	std::string Script;
	BakeState Bake = BakeState::None;
	/** Object paths of the baked assets. */
	std::vector<std::string> Assets;
	/** What the bake measured, one line. */
	std::string BakeNote;

	bool CanCancel() const { return State == JobState::Queued || State == JobState::Running; }
	bool CanRetry() const { return State == JobState::Failed || State == JobState::Cancelled; }
};

/** The queue: rows in the order in which the jobs became known, the newest first. */
class JobBoard
{
public:
	/** The oldest rows go when more are known. */
	static constexpr std::size_t Longest = 500;

	void Put(const Job& job);
	void Put(const ProgressMessage& progress);
	void Put(const Result& result);
	/** A failure that belongs to a job; of an unknown job it is ignored. */
	void Put(const std::string& job, const Problem& problem);
	void SetBake(const std::string& job, BakeState state, std::vector<std::string> assets, const std::string& note);

	const BoardRow* Find(const std::string& job) const;
	const std::vector<BoardRow>& Rows() const { return All; }
	/** Grows with every change, so that a view knows when to look again. */
	unsigned Revision() const { return Changes; }

private:
	BoardRow* FindRow(const std::string& job);

	std::vector<BoardRow> All;
	unsigned Changes = 0;
};

/** `message`, a blank, `fix`; showable. */
std::string Sentence(const Problem& problem);
}
