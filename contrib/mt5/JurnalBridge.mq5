//+------------------------------------------------------------------+
//| JurnalBridge: tulis setiap posisi yang sudah ditutup sebagai satu |
//| baris NDJSON ke MQL5\Files\jurnal-AKUN.ndjson                     |
//|                                                                   |
//| An expert for a chart of its own; it never trades. The whole      |
//| history comes first, then each position as soon as it is closed.  |
//| What is written is remembered in jurnal-AKUN.done and in the file |
//| itself: a restart writes nothing twice.                           |
//|                                                                   |
//| Written in what MQL5 and C++ have in common (no dynamic arrays,   |
//| no #property): test/contrib compiles it with g++ against          |
//| test/contrib/mql5.h. Not yet compiled in MetaEditor.              |
//+------------------------------------------------------------------+

// Hours by which the server's clock is ahead of UTC in winter. MetaTrader does not tell it for the
// past: look at Market Watch, or ask the broker. Most brokers of forex: 2.
input double InpServerUtcHours = 2;
// When the server's clock goes forward by an hour: 0 never, 1 as Europe, 2 as the United States
// (brokers whose day ends at 17:00 in New York).
input int InpSummerTime = 2;
// Seconds between looks for what no event told.
input int InpEverySeconds = 30;

#define HOUR_SECONDS 3600
#define DAY_SECONDS 86400
// How far back a look goes after the first one.
#define LOOK_BACK_DAYS 7

// "|1001|1002|": positions that are written.
string done = "|";
bool isComplete = false;

string FileOf(string ending)
  {
   return "jurnal-" + IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN)) + ending;
  }

// Whether a position is written, and that it is.
bool IsDone(string position)
  {
   return StringFind(done, "|" + position + "|") >= 0;
  }

void AddDone(string position)
  {
   if(position != "" && !IsDone(position))
      done += position + "|";
  }

string Trimmed(string text)
  {
   StringReplace(text, "\r", "");
   StringReplace(text, "\n", "");
   return text;
  }

// The ticket of a whole line; "" of one that was cut off.
string TicketOf(string line)
  {
   const string start = "{\"ticket\":\"";
   int length = StringLen(line);
   if(StringFind(line, start) != 0 || StringSubstr(line, length - 1, 1) != "}")
      return "";
   int from = StringLen(start);
   return StringSubstr(line, from, StringFind(line, "\"", from) - from);
  }

// Whether the file does not end with a line end; the place in it is its end before and after.
bool NeedsLineEnd(int file)
  {
   if(FileTell(file) == 0)
      return false;
   FileSeek(file, -1, SEEK_END);
   string last = FileReadString(file, 1);
   FileSeek(file, 0, SEEK_END);
   return last != "\n" && last != "";
  }

bool AppendTo(string name, string line)
  {
   int file = FileOpen(name, FILE_READ | FILE_WRITE | FILE_TXT | FILE_ANSI | FILE_SHARE_READ, '\t', CP_UTF8);
   if(file == INVALID_HANDLE)
     {
      Print("jurnal: ", name, " tidak bisa ditulis, kode ", GetLastError(), "; dicoba lagi nanti");
      return false;
     }
   FileSeek(file, 0, SEEK_END);
   // A line that was cut off by a power cut ends here, so that the next one is whole.
   string text = NeedsLineEnd(file) ? "\r\n" + line + "\r\n" : line + "\r\n";
   bool isWritten = FileWriteString(file, text) > 0;
   FileFlush(file);
   FileClose(file);
   return isWritten;
  }

// The line first, then the list: what ends the program between them costs a second look at the file,
// never a trade.
bool Append(long position, string line)
  {
   if(!AppendTo(FileOf(".ndjson"), line))
      return false;
   AddDone(IntegerToString(position));
   AppendTo(FileOf(".done"), IntegerToString(position));
   return true;
  }

// What was written before: by its own list, and by the lines themselves, for the program may have
// been ended between the two.
void ReadDone()
  {
   int file = FileOpen(FileOf(".done"), FILE_READ | FILE_TXT | FILE_ANSI | FILE_SHARE_READ, '\t', CP_UTF8);
   if(file != INVALID_HANDLE)
     {
      while(!FileIsEnding(file))
         AddDone(Trimmed(FileReadString(file)));
      FileClose(file);
     }
   file = FileOpen(FileOf(".ndjson"), FILE_READ | FILE_TXT | FILE_ANSI | FILE_SHARE_READ | FILE_SHARE_WRITE, '\t', CP_UTF8);
   if(file == INVALID_HANDLE)
      return;
   while(!FileIsEnding(file))
     {
      string ticket = TicketOf(Trimmed(FileReadString(file)));
      if(ticket == "" || IsDone(ticket))
         continue;
      AddDone(ticket);
      AppendTo(FileOf(".done"), ticket);
     }
   FileClose(file);
  }

string Padded(int value, int digits)
  {
   string text = IntegerToString(value);
   while(StringLen(text) < digits)
      text = "0" + text;
   return text;
  }

// Midnight of the first Sunday on or after a day.
datetime SundayFrom(int year, int month, int day)
  {
   MqlDateTime at;
   TimeToStruct(StringToTime(IntegerToString(year) + "." + Padded(month, 2) + "." + Padded(day, 2)), at);
   datetime midnight = StringToTime(IntegerToString(year) + "." + Padded(month, 2) + "." + Padded(day, 2));
   return midnight + (7 - at.day_of_week) % 7 * DAY_SECONDS;
  }

bool IsSummer(datetime utc)
  {
   if(InpSummerTime == 0)
      return false;
   MqlDateTime at;
   TimeToStruct(utc, at);
   // Europe: 01:00 UTC on the last Sundays of March and October. The United States: 2:00 in New York
   // on the second Sunday of March and the first of November, which is 07:00 and 06:00 UTC.
   datetime begins = InpSummerTime == 1 ? SundayFrom(at.year, 3, 25) + HOUR_SECONDS : SundayFrom(at.year, 3, 8) + 7 * HOUR_SECONDS;
   datetime ends = InpSummerTime == 1 ? SundayFrom(at.year, 10, 25) + HOUR_SECONDS : SundayFrom(at.year, 11, 1) + 6 * HOUR_SECONDS;
   return utc >= begins && utc < ends;
  }

// How many minutes the server's clock was ahead of UTC when it showed this time.
int OffsetMinutes(datetime time)
  {
   int winter = (int)MathRound(InpServerUtcHours * 60);
   datetime utc = time - winter * 60;
   return winter + (IsSummer(utc) ? 60 : 0);
  }

string Quoted(string text)
  {
   StringReplace(text, "\\", "\\\\");
   StringReplace(text, "\"", "\\\"");
   for(ushort control = 1; control < 32; control++)
      StringReplace(text, ShortToString(control), " ");
   return "\"" + text + "\"";
  }

// "2026-01-08T10:00:00+02:00": the server's own clock, with how far it is ahead of UTC.
string TimeText(long time)
  {
   MqlDateTime at;
   TimeToStruct((datetime)time, at);
   int minutes = OffsetMinutes((datetime)time);
   int size = minutes < 0 ? -minutes : minutes;
   string text = Padded(at.year, 4) + "-" + Padded(at.mon, 2) + "-" + Padded(at.day, 2);
   text += "T" + Padded(at.hour, 2) + ":" + Padded(at.min, 2) + ":" + Padded(at.sec, 2);
   text += (minutes < 0 ? "-" : "+") + Padded(size / 60, 2) + ":" + Padded(size % 60, 2);
   return Quoted(text);
  }

// A price or a volume without zeros at its end.
string Number(double value)
  {
   string text = DoubleToString(value, 8);
   int length = StringLen(text);
   while(StringSubstr(text, length - 1, 1) == "0")
      length--;
   if(StringSubstr(text, length - 1, 1) == ".")
      length--;
   return StringSubstr(text, 0, length);
  }

int MoneyDigits()
  {
   return (int)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
  }

double Rounded(double amount)
  {
   return NormalizeDouble(amount, MoneyDigits());
  }

string Money(double amount)
  {
   return DoubleToString(Rounded(amount), MoneyDigits());
  }

string Flag(bool value)
  {
   return value ? "true" : "false";
  }

bool IsReason(ulong deal, long reason)
  {
   return HistoryDealGetInteger(deal, DEAL_REASON) == reason;
  }

string ReasonOf(ulong deal)
  {
   string reason = "";
   if(IsReason(deal, DEAL_REASON_SL))
      reason = "sl";
   else if(IsReason(deal, DEAL_REASON_TP))
      reason = "tp";
   else if(IsReason(deal, DEAL_REASON_SO))
      reason = "stop-out";
   else if(IsReason(deal, DEAL_REASON_EXPERT))
      reason = "expert";
   else if(IsReason(deal, DEAL_REASON_CLIENT) || IsReason(deal, DEAL_REASON_MOBILE) || IsReason(deal, DEAL_REASON_WEB))
      reason = "manual";
   return reason == "" ? "" : ",\"exit_reason\":" + Quoted(reason);
  }

// Stop and target as the statement shows them: of the position when it was closed. Deals of old
// servers do not tell them; then those of the order that opened it.
string LevelsOf(ulong first, ulong last)
  {
   double stop = HistoryDealGetDouble(last, DEAL_SL);
   double target = HistoryDealGetDouble(last, DEAL_TP);
   if(stop == 0 && target == 0)
     {
      ulong order = (ulong)HistoryDealGetInteger(first, DEAL_ORDER);
      stop = HistoryOrderGetDouble(order, ORDER_SL);
      target = HistoryOrderGetDouble(order, ORDER_TP);
     }
   string text = "";
   if(stop > 0)
      text += ",\"stop_loss\":" + Number(stop);
   if(target > 0)
      text += ",\"take_profit\":" + Number(target);
   text += ",\"stop_loss_used\":" + Flag(stop > 0 || IsReason(last, DEAL_REASON_SL));
   text += ",\"take_profit_used\":" + Flag(target > 0 || IsReason(last, DEAL_REASON_TP));
   return text;
  }

// What was closed before the last of several closings, each with its share by volume of what opening
// cost; "" where it was closed at once.
string PartsOf(ulong last, int total, double volume, double openCommission, double openFee)
  {
   string parts = "";
   for(int i = 0; i < total; i++)
     {
      ulong deal = HistoryDealGetTicket(i);
      if(deal == last || HistoryDealGetInteger(deal, DEAL_ENTRY) == DEAL_ENTRY_IN)
         continue;
      double lot = HistoryDealGetDouble(deal, DEAL_VOLUME);
      double commission = Rounded(HistoryDealGetDouble(deal, DEAL_COMMISSION) + openCommission * lot / volume);
      double fee = Rounded(HistoryDealGetDouble(deal, DEAL_FEE) + openFee * lot / volume);
      double swap = HistoryDealGetDouble(deal, DEAL_SWAP);
      double net = HistoryDealGetDouble(deal, DEAL_PROFIT) + commission + swap + fee;
      parts += parts == "" ? "{" : ",{";
      parts += "\"exit_time\":" + TimeText(HistoryDealGetInteger(deal, DEAL_TIME));
      parts += ",\"lot_size\":" + Number(lot);
      parts += ",\"exit_price\":" + Number(HistoryDealGetDouble(deal, DEAL_PRICE));
      parts += ",\"profit_loss\":" + Money(net) + ",\"commission\":" + Money(commission);
      parts += ",\"swap\":" + Money(swap) + ",\"fee\":" + Money(fee) + "}";
     }
   return parts == "" ? "" : ",\"partial_closes\":[" + parts + "]";
  }

// One closed position as a line; "" while a part of it is open, and of one that began before the
// history or was turned around (the statement tells of those).
string LineOf(long position)
  {
   if(!HistorySelectByPosition(position))
      return "";
   int total = HistoryDealsTotal();
   double volumeIn = 0, volumeOut = 0, paidIn = 0, paidOut = 0;
   double profit = 0, commission = 0, swap = 0, fee = 0, openCommission = 0, openFee = 0;
   ulong first = 0, last = 0;
   for(int i = 0; i < total; i++)
     {
      ulong deal = HistoryDealGetTicket(i);
      long entry = HistoryDealGetInteger(deal, DEAL_ENTRY);
      double volume = HistoryDealGetDouble(deal, DEAL_VOLUME);
      double price = HistoryDealGetDouble(deal, DEAL_PRICE);
      if(entry == DEAL_ENTRY_INOUT)
         return "";
      profit += HistoryDealGetDouble(deal, DEAL_PROFIT);
      commission += HistoryDealGetDouble(deal, DEAL_COMMISSION);
      swap += HistoryDealGetDouble(deal, DEAL_SWAP);
      fee += HistoryDealGetDouble(deal, DEAL_FEE);
      if(entry == DEAL_ENTRY_IN)
        {
         if(first == 0)
            first = deal;
         volumeIn += volume;
         paidIn += volume * price;
         openCommission += HistoryDealGetDouble(deal, DEAL_COMMISSION);
         openFee += HistoryDealGetDouble(deal, DEAL_FEE);
        }
      else
        {
         last = deal;
         volumeOut += volume;
         paidOut += volume * price;
        }
     }
   if(first == 0 || last == 0 || MathAbs(volumeIn - volumeOut) > 0.0000001)
      return "";
   bool isBuy = HistoryDealGetInteger(first, DEAL_TYPE) == DEAL_TYPE_BUY;
   string line = "{\"ticket\":" + Quoted(IntegerToString(position));
   line += ",\"account\":" + Quoted(IntegerToString(AccountInfoInteger(ACCOUNT_LOGIN)));
   line += ",\"currency\":" + Quoted(AccountInfoString(ACCOUNT_CURRENCY));
   line += ",\"symbol\":" + Quoted(HistoryDealGetString(first, DEAL_SYMBOL));
   line += ",\"side\":" + Quoted(isBuy ? "buy" : "sell");
   line += ",\"lot_size\":" + Number(volumeIn);
   line += ",\"entry_time\":" + TimeText(HistoryDealGetInteger(first, DEAL_TIME));
   line += ",\"exit_time\":" + TimeText(HistoryDealGetInteger(last, DEAL_TIME));
   line += ",\"entry_price\":" + Number(paidIn / volumeIn);
   line += ",\"exit_price\":" + Number(paidOut / volumeOut);
   line += LevelsOf(first, last);
   line += ",\"profit_loss\":" + Money(profit + commission + swap + fee);
   line += ",\"commission\":" + Money(commission) + ",\"swap\":" + Money(swap) + ",\"fee\":" + Money(fee);
   line += ReasonOf(last);
   long magic = HistoryDealGetInteger(first, DEAL_MAGIC);
   if(magic != 0)
      line += ",\"magic\":" + Quoted(IntegerToString(magic));
   string comment = HistoryDealGetString(first, DEAL_COMMENT);
   if(comment != "")
      line += ",\"comment\":" + Quoted(comment);
   line += PartsOf(last, total, volumeOut, openCommission, openFee);
   return line + "}";
  }

// Writes every position that was closed and is not written: of all history first, then of the last
// days.
void Look()
  {
   // Where no price came for days, the server's clock stands at the last one.
   datetime to = TimeCurrent() + 4 * DAY_SECONDS;
   datetime from = isComplete ? TimeCurrent() - LOOK_BACK_DAYS * DAY_SECONDS : 0;
   if(!HistorySelect(from, to))
      return;
   bool isWritten = true;
   for(int i = 0; i < HistoryDealsTotal(); i++)
     {
      ulong deal = HistoryDealGetTicket(i);
      long entry = HistoryDealGetInteger(deal, DEAL_ENTRY);
      if(entry != DEAL_ENTRY_OUT && entry != DEAL_ENTRY_OUT_BY)
         continue;
      long position = HistoryDealGetInteger(deal, DEAL_POSITION_ID);
      if(position == 0 || IsDone(IntegerToString(position)))
         continue;
      string line = LineOf(position);
      if(line != "" && !Append(position, line))
         isWritten = false;
      // LineOf has selected the deals of one position.
      if(!HistorySelect(from, to))
         return;
     }
   isComplete = isWritten;
  }

int OnInit()
  {
   ReadDone();
   EventSetTimer(InpEverySeconds);
   Look();
   return INIT_SUCCEEDED;
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
  }

void OnTimer()
  {
   Look();
  }

void OnTradeTransaction(const MqlTradeTransaction &trans, const MqlTradeRequest &request,
                        const MqlTradeResult &result)
  {
   if(trans.type == TRADE_TRANSACTION_DEAL_ADD)
      Look();
  }
//+------------------------------------------------------------------+
