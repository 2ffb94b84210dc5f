package dev.banditstreams.simulation;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Regret curves as a picture: a line for each policy, in a band of two standard errors to each side. */
public final class RegretChart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    /** Twice the size of a screen's pixel. */
    private static final int DOTS_PER_INCH = 144;

    private static final int BAND_OPACITY = 48;
    private static final double BAND_STANDARD_ERRORS = 2;
    private static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final String FONT = Font.SANS_SERIF;

    /** Told apart by the colour-blind too: Okabe and Ito, "Color Universal Design", 2008. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000));

    private final XYChart chart;

    /**
     * Draws in memory.
     *
     * @param title above it
     * @param curves their labels have to differ
     */
    public RegretChart(String title, List<RegretCurve> curves) {
        chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("requests")
                .yAxisTitle("regret (expected clicks given up)")
                .build();
        style();
        // Bands first, so that no line lies below one.
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).runs() > 1) {
                addBand(curves.get(i), color(i));
            }
        }
        for (int i = 0; i < curves.size(); i++) {
            addLine(curves.get(i), color(i));
        }
    }

    private void style() {
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 16));
        styler.setLegendPosition(LegendPosition.InsideNW);
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 13));
        styler.setLegendBorderColor(Color.LIGHT_GRAY);
        styler.setLegendBackgroundColor(new Color(255, 255, 255, 220));
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xE4E4E4));
        styler.setPlotGridLinesStroke(new BasicStroke(1)); // as dashes they would be most of an SVG
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
        styler.setPlotContentSize(1);
        styler.setYAxisTickMarkSpacingHint(60);
        styler.setXAxisTickMarkSpacingHint(90);
        styler.setXAxisMin(0.0);
        styler.setYAxisMin(0.0);
        styler.setXAxisDecimalPattern("#,##0");
        styler.setYAxisDecimalPattern("#,##0.##");
    }

    private static Color color(int curve) {
        return COLORS.get(curve % COLORS.size());
    }

    private void addLine(RegretCurve curve, Color color) {
        int points = curve.points().size();
        double[] steps = new double[points + 2];
        double[] means = new double[points + 2];
        for (int i = 0; i < points; i++) {
            steps[i + 2] = curve.points().get(i).steps();
            means[i + 2] = curve.points().get(i).mean();
        }
        // From nothing at the origin. Half-way a point that nobody sees: evenly spaced ones would be the axis' ticks.
        steps[1] = steps[2] / 2;
        means[1] = means[2] / 2;
        XYSeries line = chart.addSeries(curve.policy(), steps, means);
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(color);
        line.setLineStyle(LINE);
    }

    /** A polygon: there along the upper edge, back along the lower one. */
    private void addBand(RegretCurve curve, Color color) {
        int points = curve.points().size();
        double[] x = new double[2 * points];
        double[] y = new double[2 * points];
        for (int i = 0; i < points; i++) {
            RegretCurve.Point point = curve.points().get(i);
            double half = BAND_STANDARD_ERRORS * point.standardError();
            x[i] = point.steps();
            y[i] = point.mean() + half;
            x[2 * points - 1 - i] = point.steps();
            y[2 * points - 1 - i] = Math.max(0, point.mean() - half);
        }
        XYSeries band = chart.addSeries(curve.policy() + " ± 2 standard errors", x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_OPACITY));
        band.setLineStyle(SeriesLines.NONE);
        band.setMarker(SeriesMarkers.NONE);
        band.setShowInLegend(false);
    }

    /** @throws IOException if the file can't be written */
    public void writeSvg(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        }
    }

    /** @throws IOException if the file can't be written */
    public void writePng(Path file) throws IOException {
        BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG, DOTS_PER_INCH);
    }
}
