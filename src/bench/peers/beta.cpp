// Beta draws of C++ libraries: ns of this thread's processor time a draw, distributions made anew for each draw, as a
// service has to whose arms change all the time. One line a library and set of arms: name, arms, ns.
#include <time.h>

#include <algorithm>
#include <boost/random/beta_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <cstdio>
#include <random>

#include "arms.h"

static double cpu_nanos() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static volatile double sink;

// The median of nine rounds of about 0.2 s.
template <typename Draw>
static void measure(const char* name, const Arms& arms, Draw draw) {
  const int requests = 2000;
  std::vector<double> rounds;
  for (int round = 0; round < 10; round++) {
    double sum = 0, began = cpu_nanos();
    for (int r = 0; r < requests; r++)
      for (int i = 0; i < kArms; i++) sum += draw(arms.alpha[i], arms.beta[i]);
    if (round > 0) rounds.push_back((cpu_nanos() - began) / (double(requests) * kArms));
    sink = sum;
  }
  std::sort(rounds.begin(), rounds.end());
  std::printf("%s\tarms=%s\t%.1f\n", name, arms.name.c_str(), rounds[rounds.size() / 2]);
}

int main() {
  std::mt19937_64 standard(1);
  boost::random::mt19937_64 boosts(1);
  for (const Arms& arms : all_arms()) {
    measure("C++ std::gamma_distribution twice", arms, [&](double alpha, double beta) {
      double x = std::gamma_distribution<double>(alpha)(standard);
      double y = std::gamma_distribution<double>(beta)(standard);
      return x / (x + y);
    });
    measure("C++ boost::random::beta_distribution", arms, [&](double alpha, double beta) {
      return boost::random::beta_distribution<double>(alpha, beta)(boosts);
    });
  }
}
