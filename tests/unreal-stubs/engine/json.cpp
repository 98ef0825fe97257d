#include "Serialization/JsonSerializer.h"

#include <cstdio>
#include <cstdlib>

namespace
{
using Kind = FJsonValue::StubKind;

/** A plain reader of JSON; null for anything else. */
class Parser
{
public:
	explicit Parser(std::string InText) : Text(std::move(InText)) {}

	TSharedPtr<FJsonValue> ReadAll()
	{
		TSharedPtr<FJsonValue> Value = Read();
		Skip();
		return At == Text.size() ? Value : nullptr;
	}

private:
	void Skip() { At = std::min(Text.find_first_not_of(" \t\r\n", At), Text.size()); }
	bool Take(char Expected)
	{
		Skip();
		if (At >= Text.size() || Text[At] != Expected) return false;
		++At;
		return true;
	}
	bool TakeWord(const char* Word)
	{
		if (Text.compare(At, std::string(Word).size(), Word) != 0) return false;
		At += std::string(Word).size();
		return true;
	}
	bool ReadText(FString& Out)
	{
		if (!Take('"')) return false;
		std::string Bytes;
		while (At < Text.size() && Text[At] != '"')
		{
			if (Text[At] == '\\' && ++At < Text.size())
			{
				const std::string From = "nrtbf", To = "\n\r\t\b\f";
				const std::size_t Plain = From.find(Text[At]);
				if (Text[At] == 'u')
				{
					const char16_t Code[] = {static_cast<char16_t>(std::strtoul(Text.substr(At + 1, 4).c_str(), nullptr, 16)), 0};
					Bytes += Stub::ToUtf8(Code);
					At += 4;
				}
				else Bytes += Plain == std::string::npos ? Text[At] : To[Plain];
			}
			else Bytes += Text[At];
			++At;
		}
		Out = FString(UTF8_TO_TCHAR(Bytes.c_str()));
		return Take('"');
	}
	TSharedPtr<FJsonValue> Read()
	{
		const TSharedPtr<FJsonValue> Value = MakeShared<FJsonValue>();
		Skip();
		const char First = At < Text.size() ? Text[At] : '\0';
		if (First == '{') return ReadObject(*Value) ? Value : nullptr;
		if (First == '[') return ReadArray(*Value) ? Value : nullptr;
		if (First == '"')
		{
			Value->Kind = Kind::Text;
			return ReadText(Value->StubText) ? Value : nullptr;
		}
		if (TakeWord("null")) return Value;
		Value->Kind = Kind::Bool;
		Value->StubBool = TakeWord("true");
		if (Value->StubBool || TakeWord("false")) return Value;
		char* End = nullptr;
		Value->Kind = Kind::Number;
		Value->StubNumber = std::strtod(Text.c_str() + At, &End);
		if (End == Text.c_str() + At) return nullptr;
		At = static_cast<std::size_t>(End - Text.c_str());
		return Value;
	}
	bool ReadArray(FJsonValue& Value)
	{
		Value.Kind = Kind::Array;
		Take('[');
		if (Take(']')) return true;
		do
		{
			TSharedPtr<FJsonValue> Item = Read();
			if (!Item.IsValid()) return false;
			Value.StubItems.Add(Item);
		} while (Take(','));
		return Take(']');
	}
	bool ReadObject(FJsonValue& Value)
	{
		Value.Kind = Kind::Object;
		Value.StubObject = MakeShared<FJsonObject>();
		Take('{');
		if (Take('}')) return true;
		do
		{
			FString Key;
			if (!ReadText(Key) || !Take(':')) return false;
			const TSharedPtr<FJsonValue> Item = Read();
			if (!Item.IsValid()) return false;
			Value.StubObject->StubFields.Add(Key, Item);
		} while (Take(','));
		return Take('}');
	}

	std::string Text;
	std::size_t At = 0;
};

const FJsonValue* Find(const FJsonObject& Object, const FString& Field, Kind Wanted)
{
	const TSharedPtr<FJsonValue>* Found = Object.StubFields.Find(Field);
	return Found && (*Found)->Kind == Wanted ? Found->Get() : nullptr;
}

void Quote(std::string& Out, const FString& Text)
{
	Out += '"';
	for (const char Byte : Stub::ToUtf8(*Text))
	{
		if (Byte == '"' || Byte == '\\') Out += '\\';
		Out += Byte;
	}
	Out += '"';
}

void Write(std::string& Out, const FJsonObject& Object)
{
	Out += '{';
	for (const auto& Pair : Object.StubFields)
	{
		if (Out.back() != '{') Out += ',';
		Quote(Out, Pair.Key);
		Out += ':';
		if (Pair.Value->Kind == Kind::Object) Write(Out, *Pair.Value->StubObject);
		else Quote(Out, Pair.Value->StubText);
	}
	Out += '}';
}
}

bool FJsonValue::TryGetString(FString& Text) const
{
	if (Kind == StubKind::Text) Text = StubText;
	return Kind == StubKind::Text;
}

bool FJsonValue::TryGetObject(const TSharedPtr<FJsonObject>*& Object) const
{
	if (Kind == StubKind::Object) Object = &StubObject;
	return Kind == StubKind::Object;
}

bool FJsonObject::TryGetStringField(const FString& Field, FString& Text) const
{
	const FJsonValue* Value = ::Find(*this, Field, Kind::Text);
	if (Value) Text = Value->StubText;
	return Value != nullptr;
}

bool FJsonObject::TryGetBoolField(const FString& Field, bool& Flag) const
{
	const FJsonValue* Value = ::Find(*this, Field, Kind::Bool);
	if (Value) Flag = Value->StubBool;
	return Value != nullptr;
}

bool FJsonObject::TryGetNumberField(const FString& Field, double& Number) const
{
	const FJsonValue* Value = ::Find(*this, Field, Kind::Number);
	if (Value) Number = Value->StubNumber;
	return Value != nullptr;
}

bool FJsonObject::TryGetArrayField(const FString& Field, const TArray<TSharedPtr<FJsonValue>>*& Items) const
{
	const FJsonValue* Value = ::Find(*this, Field, Kind::Array);
	if (Value) Items = &Value->StubItems;
	return Value != nullptr;
}

bool FJsonObject::TryGetObjectField(const FString& Field, const TSharedPtr<FJsonObject>*& Object) const
{
	const FJsonValue* Value = ::Find(*this, Field, Kind::Object);
	if (Value) Object = &Value->StubObject;
	return Value != nullptr;
}

TSharedPtr<FJsonValue> FJsonObject::StubAdd(const FString& Field)
{
	const TSharedPtr<FJsonValue> Value = MakeShared<FJsonValue>();
	StubFields.Add(Field, Value);
	return Value;
}

void FJsonObject::SetStringField(const FString& Field, const FString& Text)
{
	const TSharedPtr<FJsonValue> Value = StubAdd(Field);
	Value->Kind = Kind::Text;
	Value->StubText = Text;
}

void FJsonObject::SetObjectField(const FString& Field, const TSharedPtr<FJsonObject>& Object)
{
	const TSharedPtr<FJsonValue> Value = StubAdd(Field);
	Value->Kind = Kind::Object;
	Value->StubObject = Object;
}

bool FJsonSerializer::Deserialize(const TSharedRef<TJsonReader<>>& Reader, TSharedPtr<FJsonObject>& Object)
{
	const TSharedPtr<FJsonValue> Value = Parser(Stub::ToUtf8(*Reader->StubText)).ReadAll();
	if (!Value.IsValid() || Value->Kind != Kind::Object) return false;
	Object = Value->StubObject;
	return true;
}

bool FJsonSerializer::Serialize(const TSharedRef<FJsonObject>& Object, const TSharedRef<TJsonWriter<>>& Writer)
{
	std::string Out;
	Write(Out, *Object);
	*Writer->StubTarget = FString(UTF8_TO_TCHAR(Out.c_str()));
	return true;
}
