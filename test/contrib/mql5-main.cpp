// Plays a terminal to the expert: FOLDER is its MQL5\Files, standard input what happens there, one
// event a line with its values between tabs.
#include "mql5.h"
#include <sstream>

extern double InpServerUtcHours;
extern int InpSummerTime;
int OnInit();
void OnDeinit(const int reason);
void OnTimer();
void OnTradeTransaction(const MqlTradeTransaction &, const MqlTradeRequest &, const MqlTradeResult &);

static std::vector<std::string> cellsOf(const std::string &line) {
  std::vector<std::string> cells;
  std::stringstream rest(line);
  for (std::string cell; std::getline(rest, cell, '\t');) cells.push_back(cell);
  return cells;
}

static void addDeal(const std::vector<std::string> &cells) {
  if (cells.size() != 18) refuse("a deal has 17 values");
  Deal deal;
  size_t at = 1;
  deal.ticket = std::stoull(cells[at++]);
  for (long &value : deal.integers) value = std::stol(cells[at++]);
  for (double &value : deal.doubles) value = std::stod(cells[at++]);
  std::stringstream texts(cells[at]);
  std::string text;
  for (string &value : deal.strings) {
    std::getline(texts, text, '|');
    value = string(text.c_str());
    text = "";
  }
  terminal.deals.push_back(deal);
}

int main(int, char **words) {
  terminal.folder = words[1];
  for (std::string line; std::getline(std::cin, line);) {
    std::vector<std::string> cells = cellsOf(line);
    const std::string &event = cells[0];
    if (event == "account") {
      terminal.login = std::stol(cells[1]);
      terminal.currency = string(cells[2].c_str());
      terminal.digits = std::stol(cells[3]);
    } else if (event == "clock") {
      InpServerUtcHours = std::stod(cells[1]);
      InpSummerTime = std::stoi(cells[2]);
    } else if (event == "now") terminal.now = std::stol(cells[1]);
    else if (event == "order") terminal.orders[std::stoull(cells[1])] = {std::stod(cells[2]), std::stod(cells[3])};
    else if (event == "deal") addDeal(cells);
    else if (event == "full") terminal.failsToWrite = cells[1] == "1";
    else if (event == "init") OnInit();
    else if (event == "timer") OnTimer();
    else if (event == "transaction") {
      MqlTradeTransaction told = {terminal.deals.back().ticket, TRADE_TRANSACTION_DEAL_ADD};
      OnTradeTransaction(told, {}, {});
    } else refuse(event.c_str());
  }
  OnDeinit(0);
}
