// The arms of the benchmarks, as Arms.java makes them.
#pragma once
#include <cmath>
#include <string>
#include <vector>

constexpr int kArms = 400;

struct Arms {
  std::string name;
  std::vector<double> alpha, beta;
};

inline std::vector<Arms> all_arms() {
  std::vector<Arms> all;
  const struct {
    const char* name;
    double alpha, beta;
  } alike[] = {{"1/1", 1, 1}, {"47/1000", 47, 1000}, {"9/3566", 9, 3566}, {"0.05/2", 0.05, 2}};
  for (const auto& a : alike)
    all.push_back({a.name, std::vector<double>(kArms, a.alpha), std::vector<double>(kArms, a.beta)});
  Arms mix{"mix", {}, {}};
  for (int i = 0; i < kArms; i++) {
    double impressions = std::floor(std::pow(10, 5 * std::fmod(i * 0.6180339887498949, 1)));
    double clicks = std::floor(impressions * (0.002 + 0.03 * std::fmod(i * 0.7548776662466927, 1)));
    mix.alpha.push_back(1 + clicks);
    mix.beta.push_back(1 + impressions - clicks);
  }
  all.push_back(mix);
  return all;
}
