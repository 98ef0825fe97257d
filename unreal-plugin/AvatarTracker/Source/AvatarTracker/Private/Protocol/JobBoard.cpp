// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/JobBoard.h"

#include "Protocol/Names.h"

#include <algorithm>

namespace avatar
{
namespace
{
void ShowProgress(BoardRow& row, const Progress& progress)
{
	row.Stage = ShowableText(progress.Stage, 64);
	row.Share.reset();
	row.EtaSeconds.reset();
	if (progress.FramesTotal && *progress.FramesTotal > 0)
	{
		row.Share = std::clamp(progress.FramesDone / *progress.FramesTotal, 0.0, 1.0);
	}
	if (progress.EtaSeconds && *progress.EtaSeconds >= 0) row.EtaSeconds = progress.EtaSeconds;
}
}

std::string Sentence(const Problem& problem)
{
	const std::string message = ShowableText(problem.Message);
	const std::string fix = ShowableText(problem.Fix);
	return fix.empty() ? message : message.empty() ? fix : message + " " + fix;
}

BoardRow* JobBoard::FindRow(const std::string& job)
{
	const auto row = std::find_if(All.begin(), All.end(), [&](const BoardRow& each) { return each.Id == job; });
	return row == All.end() ? nullptr : &*row;
}

const BoardRow* JobBoard::Find(const std::string& job) const
{
	return const_cast<JobBoard*>(this)->FindRow(job);
}

void JobBoard::Put(const Job& job)
{
	++Changes;
	BoardRow* row = FindRow(job.Id);
	if (row == nullptr)
	{
		if (All.size() >= Longest) All.pop_back();
		row = &*All.insert(All.begin(), BoardRow());
		row->Id = job.Id;
	}
	const bool bRestarted = row->CanRetry() && (job.State == JobState::Queued || job.State == JobState::Running);
	if (bRestarted)
	{
		row->Script.clear();
		row->Assets.clear();
		row->Bake = BakeState::None;
		row->BakeNote.clear();
	}
	row->Name = ShowableText(job.Name, 200);
	row->VideoPath = job.InputPath;
	row->State = job.State;
	row->Trouble = job.Failure ? Sentence(*job.Failure) : std::string();
	row->Warnings.clear();
	for (const std::string& warning : job.Warnings) row->Warnings.push_back(ShowableText(warning));
	row->Share.reset();
	row->EtaSeconds.reset();
	row->Stage.clear();
	if (job.Latest && job.State == JobState::Running) ShowProgress(*row, *job.Latest);
}

void JobBoard::Put(const ProgressMessage& progress)
{
	BoardRow* row = FindRow(progress.Job);
	// the last progress may come after the end
	if (row == nullptr || row->State != JobState::Running) return;
	++Changes;
	ShowProgress(*row, progress.Latest);
}

void JobBoard::Put(const Result& result)
{
	BoardRow* row = FindRow(result.Job);
	if (row == nullptr) return;
	++Changes;
	row->Script = result.Script;
}

void JobBoard::Put(const std::string& job, const Problem& problem)
{
	BoardRow* row = FindRow(job);
	if (row == nullptr) return;
	++Changes;
	row->Trouble = Sentence(problem);
}

void JobBoard::SetBake(const std::string& job, BakeState state, std::vector<std::string> assets, const std::string& note)
{
	BoardRow* row = FindRow(job);
	if (row == nullptr) return;
	++Changes;
	row->Bake = state;
	row->Assets = std::move(assets);
	row->BakeNote = ShowableText(note);
}
}
