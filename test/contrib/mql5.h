// As much of MQL5 as contrib/mt5/JurnalBridge.mq5 uses, for g++: `g++ -include mql5.h -x c++
// JurnalBridge.mq5 -x c++ mql5-main.cpp`. What MetaEditor would refuse and this does not, no test finds.
#pragma once
#include <cmath>
#include <codecvt>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <locale>
#include <map>
#include <string>
#include <vector>

typedef uint64_t ulong_t;
#define ulong ulong_t
#define ushort uint16_t
#define uint uint32_t
typedef int64_t datetime;
#define input

inline void refuse(const char *why) {
  std::cerr << "mql5.h: " << why << std::endl;
  std::exit(3);
}

inline std::wstring_convert<std::codecvt_utf8_utf16<char16_t>, char16_t> &utf() {
  static std::wstring_convert<std::codecvt_utf8_utf16<char16_t>, char16_t> converter;
  return converter;
}

// A string of MQL5: UTF-16.
struct string {
  std::u16string s;
  string() {}
  string(const char *text) : s(utf().from_bytes(text)) {}
  string(const std::u16string &text) : s(text) {}
  std::string utf8() const { return utf().to_bytes(s); }
  string &operator+=(const string &other) {
    s += other.s;
    return *this;
  }
};
inline string operator+(const string &a, const string &b) { return string(a.s + b.s); }
inline bool operator==(const string &a, const string &b) { return a.s == b.s; }
inline bool operator!=(const string &a, const string &b) { return a.s != b.s; }

inline int StringLen(const string &text) { return (int)text.s.size(); }
inline int StringFind(const string &text, const string &wanted, int from = 0) {
  size_t at = text.s.find(wanted.s, from);
  return at == std::u16string::npos ? -1 : (int)at;
}
inline string StringSubstr(const string &text, int from, int length = -1) {
  if (from < 0 || from > StringLen(text)) return "";
  return string(text.s.substr(from, length < 0 ? std::u16string::npos : (size_t)length));
}
inline int StringReplace(string &text, const string &wanted, const string &by) {
  int count = 0;
  for (size_t at = 0; (at = text.s.find(wanted.s, at)) != std::u16string::npos; count++) {
    text.s.replace(at, wanted.s.size(), by.s);
    at += by.s.size();
  }
  return count;
}
inline string ShortToString(ushort unit) { return string(std::u16string(1, (char16_t)unit)); }
inline string IntegerToString(long number) { return string(std::to_string(number).c_str()); }
inline string DoubleToString(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return string(text);
}
inline double NormalizeDouble(double value, int digits) {
  double power = std::pow(10, digits);
  return std::round(value * power) / power;
}
inline double MathAbs(double value) { return std::fabs(value); }
inline double MathRound(double value) { return std::round(value); }

struct MqlDateTime {
  int year, mon, day, hour, min, sec, day_of_week, day_of_year;
};
inline bool TimeToStruct(datetime time, MqlDateTime &at) {
  time_t seconds = (time_t)time;
  tm parts;
  gmtime_r(&seconds, &parts);
  at = {parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour,
        parts.tm_min,         parts.tm_sec,     parts.tm_wday, parts.tm_yday};
  return true;
}
// "yyyy.mm.dd" alone.
inline datetime StringToTime(const string &text) {
  tm parts = {};
  if (std::sscanf(text.utf8().c_str(), "%d.%d.%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday) != 3)
    refuse("StringToTime");
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return timegm(&parts);
}

enum { INIT_SUCCEEDED = 0 };
enum { TRADE_TRANSACTION_ORDER_ADD, TRADE_TRANSACTION_DEAL_ADD = 3 };
struct MqlTradeTransaction {
  ulong deal;
  int type;
};
struct MqlTradeRequest {};
struct MqlTradeResult {};
enum { ACCOUNT_LOGIN, ACCOUNT_CURRENCY_DIGITS, ACCOUNT_CURRENCY };
enum { DEAL_TYPE_BUY, DEAL_TYPE_SELL, DEAL_TYPE_BALANCE };
enum { DEAL_ENTRY_IN, DEAL_ENTRY_OUT, DEAL_ENTRY_INOUT, DEAL_ENTRY_OUT_BY };
enum { DEAL_REASON_CLIENT, DEAL_REASON_MOBILE, DEAL_REASON_WEB, DEAL_REASON_EXPERT, DEAL_REASON_SL,
       DEAL_REASON_TP, DEAL_REASON_SO };
enum DealInteger { DEAL_ORDER, DEAL_TIME, DEAL_TYPE, DEAL_ENTRY, DEAL_MAGIC, DEAL_REASON, DEAL_POSITION_ID };
enum DealDouble { DEAL_VOLUME, DEAL_PRICE, DEAL_COMMISSION, DEAL_SWAP, DEAL_PROFIT, DEAL_FEE, DEAL_SL, DEAL_TP };
enum DealString { DEAL_SYMBOL, DEAL_COMMENT };
enum OrderDouble { ORDER_SL, ORDER_TP };

struct Deal {
  ulong ticket;
  long integers[7];
  double doubles[8];
  string strings[2];
};
struct Terminal {
  long login = 0, digits = 2;
  string currency;
  datetime now = 0;
  std::string folder;
  std::vector<Deal> deals;
  std::map<ulong, std::vector<double>> orders;
  std::vector<const Deal *> selected;
  bool failsToWrite = false;
};
inline Terminal terminal;

inline bool HistorySelect(datetime from, datetime to) {
  terminal.selected.clear();
  for (const Deal &deal : terminal.deals)
    if (deal.integers[DEAL_TIME] >= from && deal.integers[DEAL_TIME] <= to) terminal.selected.push_back(&deal);
  return true;
}
inline bool HistorySelectByPosition(long position) {
  terminal.selected.clear();
  for (const Deal &deal : terminal.deals)
    if (deal.integers[DEAL_POSITION_ID] == position) terminal.selected.push_back(&deal);
  return true;
}
inline int HistoryDealsTotal() { return (int)terminal.selected.size(); }
inline ulong HistoryDealGetTicket(int index) {
  return index < HistoryDealsTotal() ? terminal.selected[index]->ticket : 0;
}
// Only what is selected can be asked for, as in the terminal.
inline const Deal &dealOf(ulong ticket) {
  for (const Deal *deal : terminal.selected)
    if (deal->ticket == ticket) return *deal;
  refuse("a deal that is not selected");
  return *terminal.selected[0];
}
inline long HistoryDealGetInteger(ulong ticket, DealInteger what) { return dealOf(ticket).integers[what]; }
inline double HistoryDealGetDouble(ulong ticket, DealDouble what) { return dealOf(ticket).doubles[what]; }
inline string HistoryDealGetString(ulong ticket, DealString what) { return dealOf(ticket).strings[what]; }
inline double HistoryOrderGetDouble(ulong ticket, OrderDouble what) {
  return terminal.orders.count(ticket) ? terminal.orders[ticket][what] : 0;
}
inline long AccountInfoInteger(int what) { return what == ACCOUNT_LOGIN ? terminal.login : terminal.digits; }
inline string AccountInfoString(int) { return terminal.currency; }
inline datetime TimeCurrent() { return terminal.now; }
inline bool EventSetTimer(int) { return true; }
inline void EventKillTimer() {}
inline int GetLastError() { return 5004; }
template <typename... Parts> void Print(Parts...) {}

enum { FILE_READ = 1, FILE_WRITE = 2, FILE_TXT = 16, FILE_ANSI = 32, FILE_SHARE_READ = 128, FILE_SHARE_WRITE = 256 };
enum { INVALID_HANDLE = -1, CP_UTF8 = 65001 };
inline std::vector<FILE *> files;
inline int FileOpen(const string &name, int flags, short, uint page) {
  if (!(flags & FILE_TXT) || !(flags & FILE_ANSI) || page != CP_UTF8) refuse("a file that is not UTF-8");
  if ((flags & FILE_WRITE) && terminal.failsToWrite) return INVALID_HANDLE;
  std::string path = terminal.folder + "/" + name.utf8();
  FILE *file = std::fopen(path.c_str(), flags & FILE_WRITE ? "r+b" : "rb");
  if (file == nullptr && (flags & FILE_WRITE)) file = std::fopen(path.c_str(), "w+b");
  if (file == nullptr) return INVALID_HANDLE;
  files.push_back(file);
  return (int)files.size() - 1;
}
inline void FileClose(int file) { std::fclose(files[file]); }
inline void FileFlush(int file) { std::fflush(files[file]); }
inline bool FileSeek(int file, long offset, int origin) { return std::fseek(files[file], offset, origin) == 0; }
inline ulong FileTell(int file) { return (ulong)std::ftell(files[file]); }
inline bool FileIsEnding(int file) {
  int next = std::fgetc(files[file]);
  if (next != EOF) std::ungetc(next, files[file]);
  return next == EOF;
}
// To the end of the line, whatever length is asked for: so it is with text.
inline string FileReadString(int file, int = -1) {
  std::string line;
  for (int next; (next = std::fgetc(files[file])) != EOF && next != '\n';)
    if (next != '\r') line += (char)next;
  return string(line.c_str());
}
inline uint FileWriteString(int file, const string &text) {
  std::string bytes = text.utf8();
  return (uint)std::fwrite(bytes.data(), 1, bytes.size(), files[file]);
}
